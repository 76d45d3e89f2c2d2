import { describe, expect, test } from '@jest/globals';
import { badJson, jsonOf, receivedAt } from './testing/calls.ts';
import { createScriptedKafka } from './testing/scripted-kafka.ts';
import { outcome, produce, runSession } from './testing/partition-run.ts';

function memoryKafka() {
  return createScriptedKafka({ topics: ['raw', 'clean', 'dlq'], partitions: 1 });
}

const stop = { name: 'Stop' };

describe('a takeover', () => {
  test('goes on behind the last clean record and judges what lies behind it once more', async () => {
    const memory = memoryKafka();
    produce(memory, [jsonOf(0), jsonOf(1), badJson]);
    await runSession(memory);
    produce(memory, [jsonOf(3)]);
    memory.committed[0] = 77; // never trusted
    const { taken, judged } = await runSession(memory);
    expect(taken).toMatchObject([{ position: 2, remembered: 2 }]);
    expect(judged).toMatchObject([{ records: 2 }]);
    expect(outcome(memory)).toEqual({ clean: [0, 1, 3], dead: [2] });
  });

  test('keeps verdicts and carried time over a restart', async () => {
    const memory = memoryKafka();
    produce(memory, [jsonOf(0)]);
    await runSession(memory);
    memory.log('raw', 0).append([
      { key: null, value: jsonOf(0), timestamp: receivedAt - 50 },
      { key: null, value: jsonOf(2), timestamp: receivedAt - 40 },
    ]);
    await runSession(memory);
    expect(outcome(memory)).toEqual({ clean: [0, 2], dead: [1] });
    expect(memory.records('clean').map(({ timestamp }) => timestamp)).toEqual([receivedAt, receivedAt]);
  });

  test('waits for a broker that knows the last record but does not hand it out yet', async () => {
    const memory = memoryKafka();
    produce(memory, [jsonOf(0)]);
    await runSession(memory);
    const { openReader } = memory.kafka;
    let empty = 2;
    memory.kafka.openReader = async (topic, partition, offset) => {
      const reader = await openReader(topic, partition, offset);
      if (topic !== 'raw') return reader;
      const next: typeof reader.next = async () =>
        empty-- > 0 ? { records: [], nextOffset: offset, endOffset: offset } : reader.next();
      return { next, close: () => reader.close() };
    };
    produce(memory, [jsonOf(1)]);
    expect((await runSession(memory)).error).toBeNull();
    expect(outcome(memory).clean).toEqual([0, 1]);
  });

  test('stops when raw was created anew and is shorter now, and says what to do', async () => {
    const memory = memoryKafka();
    produce(memory, [jsonOf(0), jsonOf(1)]);
    await runSession(memory);
    memory.recreate('raw');
    produce(memory, [jsonOf(7)]);
    const { error } = await runSession(memory);
    expect(error).toMatchObject(stop);
    expect(error?.message).toMatch(/^raw\/0 ends at offset 1, .*RAW_TOPIC/);
    expect(outcome(memory).clean).toEqual([0, 1]);
    expect(memory.open.size).toBe(0);
  });

  test('stops when raw was created anew and is longer now, and says what to do', async () => {
    const memory = memoryKafka();
    produce(memory, [jsonOf(0), jsonOf(1)]);
    await runSession(memory);
    memory.recreate('raw');
    memory
      .log('raw', 0)
      .append([5, 6, 7].map((n) => ({ key: null, value: jsonOf(n), timestamp: receivedAt + 60_000 })));
    const { error } = await runSession(memory);
    expect(error).toMatchObject(stop);
    expect(error?.message).toMatch(/^raw\/0 holds another record at offset 1 .*RAW_TOPIC/);
    expect(memory.records('clean')).toHaveLength(2);
    expect(memory.open.size).toBe(0);
  });

  test('stops when records expired unjudged, and goes on at the start of raw once that is committed', async () => {
    const memory = memoryKafka();
    produce(memory, [jsonOf(0), jsonOf(1), jsonOf(2), jsonOf(3)]);
    memory.log('raw', 0).expire(2);
    const { error } = await runSession(memory);
    expect(error).toMatchObject(stop);
    expect(error?.message).toMatch(/^raw\/0 begins at offset 2, .* --to-offset 2 /);

    memory.committed[0] = 2;
    expect((await runSession(memory)).error).toBeNull();
    expect(outcome(memory)).toEqual({ clean: [2, 3], dead: [] });
  });

  test('goes on without comparison when raw no longer holds the last clean record', async () => {
    const memory = memoryKafka();
    produce(memory, [jsonOf(0), jsonOf(1)]);
    await runSession(memory);
    produce(memory, [jsonOf(2), jsonOf(0)]);
    memory.log('raw', 0).expire(2);
    expect((await runSession(memory)).taken).toMatchObject([{ position: 2, remembered: 2 }]);
    expect(outcome(memory)).toEqual({ clean: [0, 1, 2], dead: [3] });
  });
});
