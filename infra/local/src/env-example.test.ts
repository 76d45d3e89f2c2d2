import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, test } from '@jest/globals';
import { describeSettings, type Settings } from '@cdr/worker';

const root = new URL('../../../', import.meta.url);

/** A line `#NAME=default` of .env.example, with the comment above it. */
interface Entry {
  help: string;
  name: string;
  default: string;
}

const text = readFileSync(new URL('.env.example', root), 'utf8');
const entries = [...text.matchAll(/^# (.+)\n#([A-Z0-9_]+)=(.*)$/gm)].map(([, help, name, value]): Entry => ({
  help: help!,
  name: name!,
  default: value!,
}));

// Apps export nothing to import by name, so their tables of settings are loaded from their files.
const apps = readdirSync(new URL('apps/', root)).filter((app) =>
  existsSync(new URL(`apps/${app}/src/config.ts`, root)),
);
const tablesOf = ['infra/local/src/', 'apps/operations/src/'].flatMap((folder) =>
  readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('-settings.ts'))
    .map((file) => `${folder}${file}`),
);
const files = [...apps.map((app) => `apps/${app}/src/config.ts`), ...tablesOf].map(
  (file) => `../../../${file}`,
);
const tables = await Promise.all(files.map(async (file) => [file, await settingsIn(file)] as const));

async function settingsIn(file: string) {
  const exported = (await import(file)) as Record<string, Settings>;
  const named = Object.entries(exported).filter(([name]) => name.endsWith('Settings'));
  return named.flatMap(([, table]) => describeSettings(table));
}

/** Every default and help that the tables give for a variable. */
function known(name: string) {
  const settings = tables.flatMap(([, table]) => table.filter((setting) => setting.name === name));
  const defaults = settings.map((setting) => setting.default?.replace(tmpdir(), '/tmp'));
  return {
    defaults: [...new Set(defaults)].filter((one) => one !== undefined),
    helps: settings.map(({ help }) => help),
  };
}

describe.each(tables)('.env.example and %s', (_, table) => {
  test.each(table)('agree on $name', ({ name }) => {
    const { defaults, helps } = known(name);
    const [entry] = entries.filter((one) => one.name === name);
    expect(defaults.length).toBeLessThanOrEqual(1);
    expect(entry).toEqual({ name, default: defaults[0] ?? '', help: expect.any(String) });
    expect(helps).toContain(entry!.help);
  });
});

test('.env.example names no variable that nothing reads, and none twice', () => {
  const read = new Set(tables.flatMap(([, table]) => table.map(({ name }) => name)));
  expect(entries.map(({ name }) => name).filter((name) => !read.has(name))).toEqual([]);
  expect(new Set(entries.map(({ name }) => name)).size).toBe(entries.length);
});

test('.env.example sets nothing as it stands, and every variable has its help above it', () => {
  const lines = text.split('\n').filter((line) => line !== '');
  expect(lines.filter((line) => !line.startsWith('#'))).toEqual([]);
  expect(lines.filter((line) => /^#[A-Z0-9_]+=/.test(line)).length).toBe(entries.length);
});
