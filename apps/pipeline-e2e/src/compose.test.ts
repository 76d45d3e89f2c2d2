import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { DCLinter } from 'dclint';
import { root, settings, textOf, yamlOf, type ComposeFile } from './repository-files.ts';

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

describe.each(ours)('the container of %s', (_, service) => {
  test('is given settings that exist', () => {
    expect(Object.keys(service.environment).filter((name) => !settings.has(name))).toEqual([]);
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
