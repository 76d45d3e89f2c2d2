import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newestSchema, recordSchemas } from '@cdr/call-record';
import { type KafkaRecord, withPrefix } from '@cdr/kafka';
import { startParts, type StartedParts } from '@cdr/infra';
import { openRegistry, subjectOf } from '@cdr/schema-registry';
import { until } from '@cdr/testing';
import { auditOf } from '../audit/audit-command.fixture.ts';
import { type RealPipeline, runCommand, startRealPipeline } from '../testing/real-pipeline.ts';

// The worked examples of docs/schema-evolution.md, as they stand there, on real parts.

const guide = readFileSync(new URL('../../../../docs/schema-evolution.md', import.meta.url), 'utf8');
function chapter(heading: string): string {
  return guide.split(`\n## ${heading}\n`)[1]!.split('\n## ')[0]!;
}
function block(text: string, language: string): string {
  return new RegExp(`\`\`\`${language}\n(.*?)\n\\s*\`\`\``, 's').exec(text)![1]!;
}

/** The newest schema with the properties that an example gives. */
function schemaOf(example: string): string {
  const properties = JSON.parse(block(example, 'json')) as object;
  const { schema } = newestSchema;
  const changed = { ...schema, $id: 'next', properties: { ...schema.properties, ...properties } };
  return JSON.stringify(changed);
}

let pipeline: RealPipeline;
let parts: StartedParts<{ registry: true }>;
let folder: string;
let registry: ReturnType<typeof openRegistry>;

beforeAll(async () => {
  parts = await startParts({ registry: true });
  registry = openRegistry({ url: parts.registry.url });
  folder = mkdtempSync(join(tmpdir(), 'cdr-schemas-'));
  pipeline = await startRealPipeline({ SCHEMA_REGISTRY_URL: parts.registry.url });
  expect(await runCommand(['setup'], pipeline.env)).toMatchObject({ code: 0 });
  pipeline.startWorker('validator');
  pipeline.startWorker('loader');
});
afterAll(async () => {
  await pipeline.stop();
  await parts.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What `npm run schemas` says of a schema as the next version. */
async function judged(schema: string): Promise<{ code: number | null; text: string }> {
  const file = join(folder, 'next.json');
  writeFileSync(file, schema);
  const { code, json, stderr } = await runCommand(['schemas', '--file', file, '--json'], pipeline.env);
  return { code, text: JSON.stringify(json) + stderr };
}

const call = JSON.parse(
  '{"caller_name": "Robert Johnson", "receiver_name": "Sarah Williams", "caller_id": "+12025551010", ' +
    '"receiver_id": "+13315559876", "start_datetime": "2023-11-15 15:01:33", "end_datetime": "2023-11-15 15:03:45", ' +
    '"call_duration": 132, "network_provider": "AT&T", "total_amount": 0.11}',
) as object;

let sent = 0;
async function send(id: number, changes: object): Promise<string> {
  sent += 1;
  const callId = `example-${sent}`;
  const value = withPrefix(id, Buffer.from(JSON.stringify({ ...call, call_id: callId, ...changes })));
  const publisher = await pipeline.kafka.openPublisher(pipeline.topics.raw);
  await publisher.publish(0, [{ key: null, value }]);
  await publisher.close();
  return callId;
}

async function whenLoaded(callId: string): Promise<Record<string, unknown>> {
  return until(
    async () => (await pipeline.ask(`SELECT * FROM telecom.telecom_data WHERE call_id = '${callId}'`))[0],
    { what: `${callId} is in the table` },
  );
}

async function letters(): Promise<KafkaRecord[]> {
  const { start, end } = (await pipeline.kafka.offsets(pipeline.topics.dlq))[0]!;
  if (start === end) return [];
  const reader = await pipeline.kafka.openReader(pipeline.topics.dlq, 0, start);
  try {
    return (await reader.next()).records;
  } finally {
    await reader.close();
  }
}

test('setup has registered the released schemas, oldest first', async () => {
  const subject = subjectOf(pipeline.topics.raw);
  expect(await registry.versions(subject)).toEqual(recordSchemas.map(({ version }) => version));
  expect(await registry.compatibility(subject)).toBe('BACKWARD_TRANSITIVE');
});

describe('a field is added', () => {
  const example = chapter('Example 1: add a field');

  test('a schema whose field has no column yet is not released', async () => {
    const { code, text } = await judged(schemaOf(example));
    expect(code).toBe(1);
    expect(text).toMatch(/roaming.*column/);
  });

  test('of a producer that goes first, what lacks the field is loaded, and what has it is a letter that can be sent back', async () => {
    // Under a subject of its own, so that the other examples find the registry as it was.
    const id = await registry.register('example-1', schemaOf(example));
    const [without, withIt] = [await send(id, {}), await send(id, { roaming: 'FR' })];
    await whenLoaded(without);
    const letter = await until(async () => (await letters())[0], { what: 'a letter' });
    expect(String(letter.headers['dlq.rule'])).toBe('matches-newest-schema');
    expect(String(letter.value)).toContain(withIt);
    // Without --send it says what it would send.
    const typed = block(example, 'sh')
      .trim()
      .replace(/^npm run redrive -- /, '');
    const filter = typed.split(' ').slice(0, 2);
    expect(filter).toEqual(['--rule', 'matches-newest-schema']);
    const { json } = await runCommand<{ matched: number }>(['redrive', ...filter, '--json'], pipeline.env);
    expect(json).toMatchObject({ matched: 1 });
  });
});

describe('a field is retired', () => {
  const example = chapter('Example 2: retire a field');

  test('a schema that only says so is compatible', async () => {
    expect(await judged(schemaOf(example))).toMatchObject({ code: 0 });
  });

  test('a producer that leaves it out is loaded, with nothing in its column', async () => {
    const row = await whenLoaded(await send(2, { call_status: 'completed' }));
    expect(row).toMatchObject({ call_status: 'completed', cell_id: null });
  });
});

describe('a change that breaks', () => {
  const example = chapter('Example 3: break it properly');

  test('is refused before it is released, with why and what to do instead', async () => {
    const { code, text } = await judged(schemaOf(example));
    expect(code).toBe(1);
    expect(text).toMatch(/call_duration/);
    expect(text).toMatch(/docs\/schema-evolution\.md/);
  });

  test('if it comes all the same it is a letter, and no column has the value of another', async () => {
    const before = (await letters()).length;
    await send(2, { call_duration: '132.0' });
    const after = await until(async () => ((await letters()).length > before ? letters() : null));
    expect(String(after.at(-1)!.headers['dlq.rule'])).toBe('matches-schema');
    expect(String(after.at(-1)!.headers['dlq.path'])).toBe('/call_duration');
  });

  test('goes to topics of its own, with workers of their own, into the same table', async () => {
    const own = Object.fromEntries(
      block(example, 'sh')
        .trim()
        .split('\n')
        .map((line) => line.trim().split('=') as [string, string]),
    );
    expect(Object.keys(own)).toHaveLength(6);
    const env = { ...pipeline.env, ...own };
    expect(await runCommand(['setup'], env)).toMatchObject({ code: 0 });
    pipeline.startWorker('validator', own);
    pipeline.startWorker('loader', own);
    const before = await rows();
    const published = { GENERATOR_COUNT: '100', GENERATOR_BAD_SHARE: '0', GENERATOR_DUPLICATE_SHARE: '0' };
    expect(
      await pipeline.startWorker('generator', { ...own, ...published, GENERATOR_RATE: 'max' }).ended,
    ).toMatchObject({ code: 0 });
    await until(async () => (await rows()) === before + 100, { what: 'the rows of the other topics' });
    expect(await auditOf(pipeline)).toMatchObject({ code: 0, problems: [] });
    expect(await auditOf({ ...pipeline, env })).toMatchObject({ code: 0, problems: [] });
  });
});

async function rows(): Promise<number> {
  const [row] = await pipeline.ask('SELECT count(*) AS n FROM telecom.telecom_data');
  return Number(row!['n']);
}
