import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { DCLinter } from 'dclint';
import {
  type ComposeFile,
  imageFolders,
  root,
  secrets,
  settings,
  textOf,
  workers,
  yamlOf,
} from './repository-files.ts';

/** What the linter says of a file; its own types are not to be found by TypeScript in an ES module. */
interface Finding {
  type: string;
  line: number;
  message: string;
}

const file = 'docker-compose.yml';
const { services, volumes } = yamlOf(file) as ComposeFile;
const all = Object.entries(services);
const ours = all.filter(([, { image }]) => image.startsWith('telecom-cdr/'));
const built = all.flatMap(([name, { build }]) => (build ? [[name, build] as const] : []));

test('docker-compose.yml follows the schema of Compose files, and tags its images', () => {
  const linter = new DCLinter({ rules: {}, quiet: true, debug: false, exclude: [] });
  const results: { messages: Finding[] }[] = linter.lintFiles([fileURLToPath(new URL(file, root))], false);
  const errors = results.flatMap(({ messages }) => messages.filter(({ type }) => type === 'error'));
  expect(results).toHaveLength(1);
  expect(errors.map(({ line, message }) => `${line}: ${message}`)).toEqual([]);
});

test('every variable that docker-compose.yml reads is a setting', () => {
  const read = [...textOf(file).matchAll(/\$\{(\w+)/g)].map(([, name]) => name!);
  expect(read).toContain('WAREHOUSE_PASSWORD');
  expect(read.filter((name) => !settings.has(name))).toEqual([]);
});

test('docker-compose.yml has every app that an image is built of', () => {
  expect(built.map(([, { dockerfile }]) => dirname(dockerfile)).sort()).toEqual(imageFolders.toSorted());
});

test('docker-compose.yml gives each worker more time to end than it takes at most', () => {
  const drain = /drainWithinMs = ([\d_]+)/.exec(textOf('libs/worker/src/run-worker.ts'))![1]!;
  const drainSeconds = Number(drain.replace('_', '')) / 1_000;
  const graces = workers.map((name) => services[name]!.stop_grace_period ?? '');
  const seconds = graces.map((grace) => /^(\d+)s$/.exec(grace)?.[1]);
  expect(workers).toEqual(expect.arrayContaining(['generator', 'validator', 'loader']));
  expect(Math.min(...seconds.map(Number))).toBeGreaterThan(drainSeconds + 1);
});

test('the schema registry in a container is that of npm start, and as mindful of what it acknowledges', () => {
  const { image, environment } = services['registry']!;
  const [, version] = /<version>(.+Final)</.exec(textOf('infra/registry/pom.xml'))!;
  const [, h2] = /jdbc:h2:file:[^;]+(;.+)/.exec(textOf('infra/registry/registry.properties'))!;
  expect(image).toBe(`apicurio/apicurio-registry-mem:${version}`);
  expect(environment['REGISTRY_DATASOURCE_URL']).toBe(`jdbc:h2:file:/data/registry${h2}`);
});

describe.each(ours)('the container of %s', (_, service) => {
  test('is given settings that exist', () => {
    const given = Object.keys(service.environment);
    const known = [...settings.keys(), ...secrets.map((name) => `${name}_FILE`)];
    expect(given.filter((name) => !known.includes(name))).toEqual([]);
  });

  test('is given each secret once: what .env says of a file with it does not count', () => {
    expect(secrets).toEqual([
      'S3_SECRET_ACCESS_KEY',
      'SCHEMA_REGISTRY_PASSWORD',
      'WAREHOUSE_PASSWORD',
      'CONSOLE_OPERATOR_PASSWORD',
      'CONSOLE_VIEWER_PASSWORD',
    ]);
    for (const name of secrets)
      expect(service.environment).toMatchObject({ [name]: expect.any(String), [`${name}_FILE`]: '' });
  });

  test('may write nothing but its own folders, and may become no more than it is', () => {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
  });
});

describe.each(all)('the container of %s', (_, service) => {
  test('has bounded memory', () => {
    expect(service.mem_limit).toMatch(/^\d+[mg]$/);
  });

  test('is reached from this machine only', () => {
    expect((service.ports ?? []).filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  test('waits for services, and has volumes and folders, that are there', () => {
    const sources = (service.volumes ?? []).map((volume) => volume.split(':')[0]!);
    const [folders, named] = [sources.filter(isFolder), sources.filter((source) => !isFolder(source))];
    expect(Object.keys(service.depends_on ?? {}).filter((other) => !(other in services))).toEqual([]);
    expect(named.filter((volume) => !(volume in volumes))).toEqual([]);
    expect(folders.filter((folder) => !existsSync(new URL(folder, root)))).toEqual([]);
  });
});

function isFolder(source: string): boolean {
  return source.startsWith('.');
}

test.each(built)('the image of %s is built from a Dockerfile that is there', (_, { context, dockerfile }) => {
  expect(existsSync(new URL(`${context}/${dockerfile}`, root))).toBe(true);
});
