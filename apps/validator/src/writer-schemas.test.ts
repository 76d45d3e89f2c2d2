import { describe, expect, test } from '@jest/globals';
import { readNewest } from '@cdr/call-quality';
import { newestSchema, recordSchemas } from '@cdr/call-record';
import { withPrefix, type KafkaRecord, schemaIdHeader } from '@cdr/kafka';
import { createMemorySchemas } from '@cdr/schema-registry/memory';
import { eachTurn, until } from '@cdr/testing';
import { jsonOf } from './testing/calls.ts';
import { schemasOf } from './testing/partition-run.ts';
import { createWriterSchemas } from './writer-schemas.ts';

const [v1, v2] = recordSchemas.map(({ schema }) => JSON.stringify(schema)) as [string, string];
const plain = jsonOf(0);
const call = JSON.parse(plain) as object;
const later = { ...call, cell_id: '310-410-7' };

function record(value: string | Buffer, headers: Record<string, string> = {}): KafkaRecord {
  const bytes = Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)]);
  return {
    offset: 0,
    timestamp: 0,
    key: null,
    value: Buffer.from(value),
    headers: Object.fromEntries(bytes) as never,
  };
}
function prefixed(id: number): KafkaRecord {
  return record(withPrefix(id, Buffer.from(plain)));
}

const waiting = { signal: new AbortController().signal, onStep: () => undefined };

async function open() {
  const registry = createMemorySchemas();
  expect([await registry.register('raw-value', v1), await registry.register('raw-value', v2)]).toEqual([
    1, 2,
  ]);
  const told: string[] = [];
  const trouble = {
    failed: (_: object, error: unknown) => void told.push((error as Error).message),
    over: (_: object, word: string) => void told.push(word),
    works: () => undefined,
  };
  const schemas = createWriterSchemas({ registry, trouble, waitsMs: [0, 1, 1] });
  /** What becomes of a value when it is read as this record must be. */
  async function read(one: KafkaRecord, json: unknown = call) {
    return (await schemas.readersFor([one], waiting))(one)(json);
  }
  return { registry, schemas, told, read };
}

describe('the schema a record was written by', () => {
  test('is the newest where the record names none, and the registry is not asked', async () => {
    const { registry, schemas, read } = await open();
    registry.goDown();
    expect((await schemas.readersFor([record(plain)], waiting))(record(plain))).toBe(readNewest);
    expect(await read(record(plain), later)).toMatchObject({ kind: 'matched' });
    expect(registry.asked).toBe(0);
  });

  test.each([
    ['prefix', prefixed],
    ['header', (id: number) => record(plain, { [schemaIdHeader]: String(id) })],
  ])('is the one that its %s names', async (_, naming) => {
    const { read } = await open();
    expect(await read(naming(1), later)).toMatchObject({ kind: 'refused', rules: ['matches-schema'] });
    expect(await read(naming(2), later)).toEqual({ kind: 'matched', call: later });
  });

  test('is asked for once by all partitions that meet it, and is known from then on', async () => {
    const { registry, read } = await open();
    await Promise.all([read(prefixed(1)), read(prefixed(1)), read(prefixed(1))]);
    expect(registry.asked).toBe(1);
    registry.goDown();
    expect(await read(prefixed(1))).toMatchObject({ kind: 'matched' });
    expect(registry.asked).toBe(1);
  });

  test('is waited for while the registry does not answer, and the trouble is told', async () => {
    const { registry, read, told } = await open();
    registry.goDown();
    let answered = false;
    const reading = read(prefixed(2)).finally(() => (answered = true));
    await until(() => registry.asked > 2, eachTurn);
    expect([answered, told[0]]).toEqual([false, 'the registry in memory is down']);
    registry.comeBack();
    expect(await reading).toMatchObject({ kind: 'matched' });
    expect(told.at(-1)).toBe('works');
  });

  test('is no longer waited for when the session ends', async () => {
    const { registry, schemas } = await open();
    registry.goDown();
    const session = new AbortController();
    const reading = schemas.readersFor([prefixed(1)], { ...waiting, signal: session.signal });
    await until(() => registry.asked > 0, eachTurn);
    session.abort(new Error('the session is over'));
    await expect(reading).rejects.toThrow('the session is over');
  });

  test('is no longer waited for either when the registry hangs', async () => {
    const session = new AbortController();
    const hanging = schemasOf({ schemaById: () => new Promise(() => undefined) });
    const reading = hanging.readersFor([prefixed(1)], { ...waiting, signal: session.signal });
    session.abort(new Error('the session is over'));
    await expect(reading).rejects.toThrow('the session is over');
  });

  test('is asked for in steps that are told, so that a slow registry is no stall', async () => {
    const { schemas } = await open();
    let steps = 0;
    const onStep = () => void (steps += 1);
    const many = Array.from({ length: 25 }, (_, n) => prefixed(n + 1));
    await schemas.readersFor(many, { ...waiting, onStep });
    expect(steps).toBe(3 * 3);
  });

  test.each([0, 2 ** 31, 2 ** 32 - 1])('is not asked for by %s, which is no id of any', async (id) => {
    const { registry, read } = await open();
    expect(await read(prefixed(id))).toMatchObject({ rules: ['unknown-schema'] });
    expect(registry.asked).toBe(0);
  });

  test('is unknown when the registry says so three times; the records behind need not wait as long', async () => {
    const { registry, read } = await open();
    expect(await read(prefixed(3))).toMatchObject({
      kind: 'refused',
      reason: 'schema',
      rules: ['unknown-schema'],
      error: expect.stringMatching(/^the registry knows no schema of the id .* \(npm run redrive\)$/),
    });
    expect(registry.asked).toBe(3);
    await read(prefixed(3));
    expect(registry.asked).toBe(3);
  });

  test('is found though the registry learns of it only while it is asked', async () => {
    const { registry } = await open();
    const v3 = JSON.stringify({ ...newestSchema.schema, $id: 'v3' });
    const slow = {
      async schemaById(id: number) {
        const text = await registry.schemaById(id);
        await registry.register('raw-value', v3);
        return text;
      },
    };
    const one = prefixed(3);
    const readerFor = await schemasOf(slow).readersFor([one], waiting);
    expect(readerFor(one)(call)).toMatchObject({ kind: 'matched' });
    expect(registry.asked).toBe(2);
  });

  test('cannot be known without a registry, and the record says so; plain JSON needs none', async () => {
    const schemas = schemasOf(null);
    const named = record(withPrefix(1, Buffer.from(plain)));
    const readerFor = await schemas.readersFor([named, record(plain)], waiting);
    expect(readerFor(named)(call)).toMatchObject({
      rules: ['unknown-schema'],
      error: expect.stringContaining('set SCHEMA_REGISTRY_URL'),
    });
    expect(readerFor(record(plain))).toBe(readNewest);
  });

  test('is not asked for where there is no JSON to read by it: bytes that look like a prefix hold up nobody', async () => {
    const { registry, schemas } = await open();
    registry.goDown();
    const avro = record(withPrefix(4711, Buffer.from([0x02, 0x06, 0x41])));
    const readerFor = await schemas.readersFor([avro, record(Buffer.alloc(5))], waiting);
    expect(registry.asked).toBe(0);
    expect(readerFor(avro)(call)).toMatchObject({ rules: ['unknown-schema'] });
  });

  test('cannot be told from a header that is no id', async () => {
    const { registry, read } = await open();
    expect(await read(record(plain, { [schemaIdHeader]: 'v1' }))).toMatchObject({
      reason: 'schema',
      rules: ['unknown-schema'],
      error: 'the header schema.id must be the id of a schema in decimal digits',
    });
    expect(registry.asked).toBe(0);
  });

  test('ids out of the blue push out none that is known, and lose none of the batch they came in', async () => {
    const { read, registry, schemas } = await open();
    const many = Array.from({ length: 1_000 }, (_, n) => prefixed(n + 1));
    const readerFor = await schemas.readersFor(many, waiting);
    expect(readerFor(many[0]!)(call)).toMatchObject({ kind: 'matched' });
    expect(readerFor(many[999]!)(call)).toMatchObject({ rules: ['unknown-schema'] });
    const asked = registry.asked;
    expect(await read(prefixed(1))).toMatchObject({ kind: 'matched' });
    expect(registry.asked).toBe(asked);
  });
});
