import { describe, expect, test } from '@jest/globals';
import { recordSchemas } from '@cdr/call-record';
import { withPrefix } from '@cdr/kafka';
import { createMemorySchemas } from '@cdr/schema-registry/memory';
import fc from 'fast-check';
import { badJson, callOf, jsonOf, receivedAt } from './testing/calls.ts';
import { createScriptedKafka, type Fate, type Send } from './testing/scripted-kafka.ts';
import { outcome, produce, runSession, schemasOf } from './testing/partition-run.ts';

function memoryKafka(fateOf?: (send: Send) => Fate, batchSize?: number) {
  return createScriptedKafka({
    topics: ['raw', 'clean', 'dlq'],
    partitions: 1,
    ...(fateOf && { fateOf }),
    ...(batchSize !== undefined && { batchSize }),
  });
}

/** Fails one send, chosen by topic and number; all others land. */
function failing(topic: string, number: number, fate: Fate): (send: Send) => Fate {
  let count = 0;
  return (send) => (send.topic === topic && ++count === number ? fate : 'lands');
}

// Clean 0, 1, 4, 6; dead 2 (schema), 3 (duplicate of 0), 5 (malformed).
const mixed = [jsonOf(0), jsonOf(1), badJson, jsonOf(0), jsonOf(4), 'x', jsonOf(6)];
const fateOfMixed = { clean: [0, 1, 4, 6], dead: [2, 3, 5] };

describe('a session on a partition', () => {
  test('has its letters acknowledged before it sends the clean records of the batch', async () => {
    const memory = memoryKafka(undefined, 4);
    produce(memory, mixed);
    expect((await runSession(memory)).error).toBeNull();
    expect(memory.effects).toEqual([
      ...['send dlq/0 ×2', 'acknowledge dlq/0', 'send clean/0 ×2', 'acknowledge clean/0'],
      ...['send dlq/0 ×1', 'acknowledge dlq/0', 'send clean/0 ×2', 'acknowledge clean/0'],
    ]);
    expect(outcome(memory)).toEqual(fateOfMixed);
    expect(memory.open.size).toBe(0);
  });

  test('reads each record by the schema it names; one that nobody knows is a letter, and the others go on', async () => {
    const registry = createMemorySchemas();
    for (const { schema } of recordSchemas) await registry.register('raw-value', JSON.stringify(schema));
    const v2 = JSON.stringify({
      ...(JSON.parse(jsonOf(1)) as object),
      call_id: 'own-1',
      cell_id: '310-410-7',
    });
    const memory = memoryKafka();
    const prefixed = [
      withPrefix(1, Buffer.from(jsonOf(0))),
      withPrefix(2, Buffer.from(v2)),
      withPrefix(9, Buffer.from(v2)),
    ];
    produce(memory, [...prefixed, jsonOf(3)]);
    await runSession(memory, { schemas: schemasOf(registry) });
    expect(outcome(memory)).toEqual({ clean: [0, 1, 3], dead: [2] });
    const [letter] = memory.records('dlq', 0);
    expect(letter!.value).toEqual(prefixed[2]);
    expect(String(letter!.headers['dlq.rule'])).toBe('unknown-schema');
    expect(String(letter!.headers['dlq.schema.id'])).toBe('9');
    expect(JSON.parse(String(memory.records('clean', 0)[1]!.value))).toMatchObject({
      call_id: 'own-1',
      call_id_from: 'source',
      cell_id: '310-410-7',
    });
  });

  test('begins again without the registry where only the known record names a schema', async () => {
    const registry = createMemorySchemas();
    await registry.register('raw-value', JSON.stringify(recordSchemas[0].schema));
    const memory = memoryKafka();
    produce(memory, [withPrefix(1, Buffer.from(jsonOf(0)))]);
    await runSession(memory, { schemas: schemasOf(registry) });
    registry.goDown();
    produce(memory, [jsonOf(1)]);
    await runSession(memory, { schemas: schemasOf(registry) });
    expect(outcome(memory)).toEqual({ clean: [0, 1], dead: [] });
  });

  test('writes key, value and times as the contract says', async () => {
    const memory = memoryKafka();
    produce(memory, [jsonOf(0), badJson]);
    await runSession(memory);
    const [clean] = memory.records('clean');
    const [letter] = memory.records('dlq');
    expect([clean?.key?.toString(), clean?.timestamp]).toEqual(['key 0', receivedAt]);
    expect([letter?.key?.toString(), letter?.value?.toString()]).toEqual(['key 1', badJson]);
    const headers = Object.entries(letter!.headers).map(([name, value]) => [name, value.toString()]);
    expect(Object.fromEntries(headers)).toMatchObject({
      'dlq.reason': 'schema',
      'dlq.stage': 'validate',
      'dlq.app.version': '1.2.3',
      'dlq.original.topic': 'raw',
      'dlq.original.partition': '0',
      'dlq.original.offset': '1',
      'dlq.original.timestamp': String(receivedAt + 1),
    });
  });

  test('cuts clean records into sends of at most 300', async () => {
    const memory = memoryKafka(undefined, 1_000);
    produce(
      memory,
      Array.from({ length: 650 }, (_, n) => jsonOf(n)),
    );
    await runSession(memory);
    expect(memory.effects.filter((effect) => effect.startsWith('send'))).toEqual([
      'send clean/0 ×300',
      'send clean/0 ×300',
      'send clean/0 ×50',
    ]);
  });

  test('tells what it took over and what it judged', async () => {
    const memory = memoryKafka(undefined, 4);
    produce(memory, mixed);
    const { taken, judged } = await runSession(memory);
    expect(taken).toMatchObject([{ partition: 0, position: 0, remembered: 0 }]);
    expect(judged).toMatchObject([
      { records: 4, nextOffset: 4, endOffset: 7, lastTimestamp: receivedAt + 3 },
      { records: 3, nextOffset: 7, endOffset: 7, lastTimestamp: receivedAt + 6 },
    ]);
    expect(judged.flatMap(({ dead }) => dead)).toEqual([
      { reason: 'schema', rule: 'matches-schema' },
      { reason: 'duplicate', rule: 'is-no-duplicate' },
      { reason: 'malformed', rule: 'is-json' },
    ]);

    produce(memory, [jsonOf(0), jsonOf(8), jsonOf(7)]);
    const next = await runSession(memory);
    expect(next.taken).toMatchObject([{ position: 7, remembered: 4 }]);
    const latestStart = callOf(8).start_datetime;
    expect(next.judged).toMatchObject([{ records: 3, latestStart }]);
  });

  test.each<[string, string, Fate]>([
    ['before the letters land', 'dlq', 'crash before'],
    ['between letters and clean', 'dlq', 'crash after'],
    ['before the clean records land', 'clean', 'crash before'],
    ['after the clean records landed', 'clean', 'crash after'],
    ['when the letters are lost', 'dlq', 'is lost'],
    ['when the answer for the letters is lost', 'dlq', 'lands unanswered'],
    ['when the clean records are lost', 'clean', 'is lost'],
    ['when the answer for the clean records is lost', 'clean', 'lands unanswered'],
  ])('ends %s, and the next one brings each record to clean or to its letter', async (_, topic, fate) => {
    for (const number of [1, 2]) {
      const memory = memoryKafka(failing(topic, number, fate), 4);
      produce(memory, mixed);
      expect((await runSession(memory)).error).not.toBeNull();
      expect(memory.open.size).toBe(0);
      expect((await runSession(memory)).error).toBeNull();
      expect(outcome(memory)).toEqual(fateOfMixed);
    }
  });

  test('loses and doubles nothing whatever fails, and whatever it writes twice', async () => {
    const record = fc.oneof(
      fc.nat({ max: 12 }).map((n) => jsonOf(n)),
      fc.constant(badJson),
      fc.nat({ max: 12 }).map((n) => jsonOf(n, { caller_name: 'Somebody Else' })),
    );
    const fates = fc.array(
      fc.constantFrom<Fate>('lands', 'lands', 'lands', 'is lost', 'lands unanswered', 'crash after'),
      { maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { maxLength: 40 }),
        fates,
        fc.integer({ min: 1, max: 9 }),
        async (records, script, batchSize) => {
          const undisturbed = memoryKafka(undefined, batchSize);
          produce(undisturbed, records);
          await runSession(undisturbed);

          const pending = [...script];
          const memory = memoryKafka(() => pending.shift() ?? 'lands', batchSize);
          produce(memory, records);
          while ((await runSession(memory)).error !== null);
          expect(outcome(memory)).toEqual(outcome(undisturbed));
        },
      ),
      { numRuns: 200 },
    );
  });

  test('ends when somebody else wrote to its partition of clean, and the next one goes on from there', async () => {
    const memory = memoryKafka(undefined, 4);
    produce(memory, mixed);
    const zombie = memoryKafka(undefined, 4);
    produce(zombie, mixed);
    await runSession(zombie);
    const late = zombie.records('clean').slice(0, 2);
    memory.script.fateOf = failingOnce('clean', () => memory.log('clean', 0).append(late as never));

    const first = await runSession(memory);
    expect(first.error).toMatchObject({ name: 'SessionOver', reason: 'foreign-write' });
    expect(memory.open.size).toBe(0);
    expect((await runSession(memory)).error).toBeNull();
    expect(outcome(memory)).toEqual(fateOfMixed);
  });

  test('leaves nothing in flight when it is told to stop', async () => {
    const memory = memoryKafka(undefined, 4);
    produce(memory, mixed);
    const stop = new AbortController();
    memory.script.fateOf = failingOnce('dlq', () => stop.abort());
    expect((await runSession(memory, { stop })).error).toBeNull();
    // The batch in hand is finished, the next one not begun.
    expect(memory.effects).toEqual([
      ...['send dlq/0 ×2', 'acknowledge dlq/0', 'send clean/0 ×2', 'acknowledge clean/0'],
    ]);
    expect(memory.open.size).toBe(0);
  });
});

/** Does something before the first send to a topic lands. */
function failingOnce(topic: string, first: () => void): (send: Send) => Fate {
  let done = false;
  return (send) => {
    if (send.topic === topic && !done) {
      done = true;
      first();
    }
    return 'lands';
  };
}
