import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { newestSchema, recordSchemas } from '@cdr/call-record';
import { freePort, type StartedParts, startParts } from '@cdr/infra';
import { openRegistry, type SchemaRegistry, subjectOf } from '@cdr/schema-registry';
import { startScript } from '@cdr/testing';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));
const texts = recordSchemas.map(({ schema }) => JSON.stringify(schema));

let parts: StartedParts<{ registry: true }>;
let registry: SchemaRegistry;
let folder: string;
beforeAll(async () => {
  parts = await startParts({ registry: true });
  registry = openRegistry({ url: parts.registry.url });
  folder = mkdtempSync(join(tmpdir(), 'cdr-schemas-'));
});
afterAll(async () => {
  await parts.stop();
  rmSync(folder, { recursive: true, force: true });
});

let topic = '';
let tests = 0;
beforeEach(() => {
  topic = `calls-${(tests += 1)}.raw`;
});

interface Answer {
  ok: boolean;
  registry: { level: string; problem: string | null } | null;
  schemas: { name: string; id?: number; ok: boolean; problems: string[]; registry: object | null }[];
}

/** Runs the command with --json for a topic of this test's own. */
async function schemas(args: string[], url = parts.registry.url) {
  const env = { RAW_TOPIC: topic, SCHEMA_REGISTRY_URL: url };
  const script = startScript(main, { args: ['schemas', '--json', ...args], env });
  const { code, stderr } = await script.ended;
  return { code, stderr, answer: script.lines.at(-1) as unknown as Answer | undefined };
}

/** A file with a changed v2. */
function fileOf(properties: object, more: object = {}): string {
  const file = join(folder, 'next.json');
  const { schema } = newestSchema;
  writeFileSync(
    file,
    JSON.stringify({ ...schema, properties: { ...schema.properties, ...properties }, ...more }),
  );
  return file;
}

describe('the released schemas', () => {
  test('are compatible, and not registered, where the registry has none', async () => {
    const { code, answer } = await schemas([]);
    expect(code).toBe(0);
    expect(answer).toMatchObject({ ok: true, registry: { level: 'NONE', problem: null } });
    expect(answer!.schemas.map((one) => one.registry)).toEqual(recordSchemas.map(() => ({ kind: 'taken' })));
    expect(await registry.versions(subjectOf(topic))).toEqual([]);
  });

  test('are registered in their order at the level that holds the next ones to them, once', async () => {
    const first = await schemas(['--register']);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    const subject = subjectOf(topic);
    expect(await registry.compatibility(subject)).toBe('BACKWARD_TRANSITIVE');
    for (const [n, { id }] of first.answer!.schemas.entries())
      expect(await registry.schemaById(id!)).toBe(texts[n]);

    const again = await schemas(['--register']);
    expect(again).toEqual(first);
    expect(await registry.versions(subject)).toEqual([1, 2]);
    const { answer } = await schemas([]);
    expect(answer!.schemas.map((one) => one.registry)).toEqual(
      first.answer!.schemas.map(({ id }, n) => ({ kind: 'registered', version: n + 1, id })),
    );
  });

  test('keep the ids that they have, though somebody registered them with other white space', async () => {
    const id = await registry.register(subjectOf(topic), JSON.stringify(recordSchemas[0].schema, null, 4));
    const { answer } = await schemas(['--register']);
    expect(answer!.schemas[0]).toEqual({ name: 'v1', id });
    expect(await registry.versions(subjectOf(topic))).toEqual([1, 2]);
  });

  test('are judged without the registry', async () => {
    const { code, answer } = await schemas(['--offline'], 'http://nowhere.invalid');
    expect(code).toBe(0);
    expect(answer).toMatchObject({ ok: true, registry: null });
  });
});

describe('a schema that is none of ours', () => {
  test('and whose records we do not read keeps ours out, and is left as it is', async () => {
    const subject = subjectOf(topic);
    await registry.register(subject, '{"type":"object","properties":{"imei":{"type":"string"}}}');
    const { code, stderr, answer } = await schemas(['--register']);
    expect({ code, answer }).toEqual({ code: 1, answer: undefined });
    expect(stderr).toMatch(/^calls-\d+\.raw-value holds a schema that is none of ours, and v2 does not read/);
    expect(await registry.versions(subject)).toEqual([1]);
    expect(await registry.compatibility(subject)).toBe('NONE');
  });

  test('and whose records we read stands beside ours', async () => {
    await registry.register(subjectOf(topic), JSON.stringify({ ...recordSchemas[0].schema, $id: 'own' }));
    expect(await schemas(['--register'])).toMatchObject({ code: 0, stderr: '' });
    expect(await registry.versions(subjectOf(topic))).toEqual([1, 2, 3]);
  });

  test('and that v1 does not read, registered first, is told by the registry', async () => {
    const { cell_id: _, ...fewer } = recordSchemas[1].schema.properties;
    const between = { ...recordSchemas[1].schema, properties: fewer };
    await registry.register(subjectOf(topic), JSON.stringify(between));
    const { code, stderr } = await schemas(['--register']);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /it is not compatible with the versions before it; "npm run schemas" says why\.$/m,
    );
    const { answer } = await schemas([]);
    expect(answer!.schemas[0]!.problems).toEqual([expect.stringMatching(/^the registry would refuse it/)]);
  });
});

describe('a schema that is to come', () => {
  test('is taken when it only describes a field otherwise', async () => {
    await schemas(['--register']);
    const { cell_id: cell } = recordSchemas[1].schema.properties;
    const { code, answer } = await schemas([
      '--file',
      fileOf({ cell_id: { ...cell, description: 'text: no longer sent' } }),
    ]);
    expect(code).toBe(0);
    expect(answer!.schemas).toEqual([{ name: 'v3', ok: true, problems: [], registry: { kind: 'taken' } }]);
    expect(await registry.versions(subjectOf(topic))).toEqual([1, 2]);
  });

  test('is refused by our own checks and by the registry, each with its reason', async () => {
    await schemas(['--register']);
    const { code, answer } = await schemas(['--file', fileOf({ call_duration: { type: 'string' } })]);
    expect(code).toBe(1);
    expect(answer!.schemas[0]!.problems).toEqual([
      expect.stringMatching(/^call_duration: records by v1 and v2 have a whole number .*, v3 asks for text$/),
      expect.stringMatching(/^call_duration may be text, and its column is INTEGER/),
      expect.stringMatching(/^the registry would refuse it \(.*SUBSCHEMA_TYPE_CHANGED/),
    ]);
  });

  test('that is no schema of draft 7 is not shown to the registry', async () => {
    const { code, answer } = await schemas(['--file', fileOf({}, { type: 5 })]);
    expect(code).toBe(1);
    expect(answer!.schemas).toEqual([
      {
        name: 'v3',
        ok: false,
        problems: [expect.stringMatching(/^type of the schema must be/)],
        registry: null,
      },
    ]);
  });
});

describe('a registry that does not answer', () => {
  test.each([[[]], [['--register']]])('is told with exit code 3, typed with %j', async (args) => {
    const { code, answer, stderr } = await schemas(args, `http://127.0.0.1:${await freePort()}`);
    expect(code).toBe(3);
    const said = stderr || answer!.registry!.problem!;
    expect(said).toMatch(
      /asking the schema registry for the versions of .* connect ECONNREFUSED .*"npm run connections" tries/,
    );
  });
});

test.each<[string[], RegExp]>([
  [['--file', 'nowhere.json'], /^--file must name a file with JSON \(ENOENT/],
  [['--register', '--offline'], /^--register is about the released schemas and the registry: without/],
])('%j is wrong use', async (args, words) => {
  const { code, stderr } = await schemas(args);
  expect(code).toBe(2);
  expect(stderr).toMatch(words);
});
