import { describe, expect, test } from '@jest/globals';
import { encodeClean } from '@cdr/call-record';
import type { OutgoingMessage } from '@cdr/kafka';
import fc from 'fast-check';
import { readTail } from './read-tail.ts';
import { createSeenCalls } from './seen-calls.ts';
import { callOf } from './testing/calls.ts';
import { createScriptedKafka, type ScriptedKafka } from './testing/scripted-kafka.ts';

const ids = ['00000000', '00000010', 'f0000000', '00000001'].map((word) => word.padEnd(32, '7'));

interface Accepted {
  id: string;
  rawOffset: number;
  time: number;
}

function printOf({ rawOffset }: { rawOffset: number }): string {
  return rawOffset.toString(16).padStart(16, '0');
}

function message({ id, rawOffset, time }: Accepted, partition = 0): OutgoingMessage {
  const value = encodeClean(
    { ...callOf(rawOffset), total_amount: '0.05' },
    {
      call_id: id,
      fingerprint: printOf({ rawOffset }),
      raw_partition: partition,
      raw_offset: rawOffset,
      ingested_at: time - 1,
    },
  );
  return { key: null, value, timestamp: time };
}

/** Accepted records at these times, raw offsets 10, 12, 14, … */
function acceptedAt(times: number[]): Accepted[] {
  return times.map((time, n) => ({ id: ids[n % ids.length]!, rawOffset: 10 + 2 * n, time }));
}

function memoryKafka(log: readonly Accepted[], batchSize = 3): ScriptedKafka & { readFrom: number[] } {
  const memory = createScriptedKafka({ topics: ['clean'], partitions: 1, batchSize });
  memory.log('clean', 0).append(log.map((one) => message(one)));
  const { openReader } = memory.kafka;
  const readFrom: number[] = [];
  memory.kafka.openReader = (topic, partition, offset) => {
    readFrom.push(offset);
    return openReader(topic, partition, offset);
  };
  return { ...memory, readFrom };
}

async function restore(memory: ScriptedKafka, capacity: number, windowMs: number) {
  const seen = createSeenCalls(capacity, windowMs);
  seen.remember(ids[0]!, '0'.repeat(16), 1, 1_000); // left from an earlier session
  const { signal } = new AbortController();
  const options = { kafka: memory.kafka, topic: 'clean', partition: 0, seen, capacity, windowMs, signal };
  let steps = 0;
  const tail = await readTail({ ...options, onStep: () => (steps += 1) });
  expect(memory.open.size).toBe(0);
  return { tail, seen, steps };
}

describe('the tail of clean', () => {
  // What two owners of a partition can leave in its log. `replay`: a zombie judged the same raw records by the same fold,
  // so its late records are copies. `stray`: it judged by other rules, and what it writes has a raw offset that nobody
  // accepted and that is passed by now. Neither counts.
  const write = fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('next' as const), later: fc.nat({ max: 3 }) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('replay' as const),
        back: fc.nat({ max: 12 }),
        count: fc.nat({ max: 6 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('stray' as const), back: fc.integer({ min: 2, max: 8 }) }),
    },
  );
  const history = fc.record({
    writes: fc.array(write, { maxLength: 60 }),
    later: fc.array(fc.nat({ max: 6 }), { maxLength: 20 }),
    pick: fc.infiniteStream(fc.constantFrom(...ids)),
    capacity: fc.integer({ min: 1, max: 6 }),
    windowMs: fc.integer({ min: 1, max: 8 }),
    batchSize: fc.integer({ min: 1, max: 5 }),
    expires: fc.boolean(),
  });

  test('restores a state that answers as the live fold does, then and for ever, whatever zombies wrote between', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (given) => {
        const { writes, later, pick, capacity, windowMs, batchSize, expires } = given;
        const live = createSeenCalls(capacity, windowMs);
        const accepted: Accepted[] = [];
        const log: Accepted[] = [];
        let time = 1_000;
        function accept(): Accepted {
          const next = { id: pick.next().value!, rawOffset: 3 * accepted.length, time };
          live.remember(next.id, printOf(next), next.rawOffset, time);
          accepted.push(next);
          return next;
        }
        const written = {
          next: ({ later: ms = 0 }) => ((time += ms), [accept()]),
          replay: ({ back = 0, count = 0 }) => {
            const from = Math.max(0, accepted.length - back);
            return accepted.slice(from, from + count);
          },
          stray: ({ back = 0 }) => {
            const passed = accepted.at(-back);
            return passed ? [{ ...passed, id: pick.next().value!, rawOffset: passed.rawOffset + 1 }] : [];
          },
        };
        for (const one of writes) log.push(...written[one.kind](one));
        const memory = memoryKafka(log, batchSize);
        // Retention is longer than the window.
        const kept = log.findIndex((one) => time - one.time <= windowMs);
        if (expires) memory.log('clean', 0).expire(Math.max(0, kept));
        const { tail, seen } = await restore(memory, capacity, windowMs);

        const last = accepted.at(-1);
        expect(tail).toEqual({
          end: log.length,
          last: last
            ? { rawOffset: last.rawOffset, ingestedAt: last.time - 1, carriedTime: last.time }
            : null,
        });
        for (const ms of [0, ...later]) {
          time += ms;
          for (const id of ids) expect(seen.find(id, time)).toEqual(live.find(id, time));
          const next = accept();
          seen.remember(next.id, printOf(next), next.rawOffset, time);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test('is empty where nothing was ever clean, and where retention has taken everything', async () => {
    const memory = memoryKafka([]);
    expect((await restore(memory, 3, 10)).tail).toEqual({ end: 0, last: null });
    const expired = memoryKafka(acceptedAt([1, 2, 3]));
    expired.log('clean', 0).expire(3);
    const { tail, seen } = await restore(expired, 3, 10);
    expect([tail, seen.size]).toEqual([{ end: 3, last: null }, 0]);
  });

  test('begins near the end of a long log, at the first record of its timestamp', async () => {
    const times = Array.from({ length: 200 }, (_, n) => 1_000 + Math.floor(n / 4));
    const { readFrom, ...memory } = memoryKafka(acceptedAt(times), 50);
    const { tail, seen } = await restore(memory, 10, 1e6);
    // 11 records from the end stands number 189, of the time that 188 has first.
    expect(readFrom).toEqual([189, 188]);
    expect([tail.last?.rawOffset, seen.size]).toEqual([10 + 2 * 199, 10]);
  });

  test('goes further back when replays leave too few accepted records', async () => {
    const good = acceptedAt(Array.from({ length: 40 }, (_, n) => 1_000 + n));
    const { readFrom, ...memory } = memoryKafka([...good, ...good.slice(-8)], 50);
    const { seen } = await restore(memory, 10, 1e6);
    expect(seen.size).toBe(10);
    expect(readFrom.at(-1)).toBeLessThanOrEqual(30);
    expect(readFrom.at(-1)).toBeGreaterThan(0);
  });

  test('is long enough where it reaches back behind the window', async () => {
    const { readFrom, ...memory } = memoryKafka(acceptedAt([1, 2, 3, 990, 1_000]), 50);
    await restore(memory, 3, 900);
    expect(readFrom).toEqual([1, 1]);
  });

  test('shows life with each answer', async () => {
    const fromStart = memoryKafka(acceptedAt([1, 2, 3, 4, 5]), 2);
    expect((await restore(fromStart, 10, 10)).steps).toBe(1 + 3); // the offsets, three batches
    const fromTimestamp = memoryKafka(acceptedAt([1, 2, 3, 4, 5]), 2);
    expect((await restore(fromTimestamp, 3, 10)).steps).toBe(1 + 1 + 2); // the offsets, the timestamp, two batches
  });

  test.each<[string, OutgoingMessage]>([
    ['no JSON', { key: null, value: 'hello', timestamp: 9 }],
    ['no value', { key: null, value: null, timestamp: 9 }],
    ['the tail of another partition', message({ id: ids[0]!, rawOffset: 1, time: 9 }, 5)],
  ])('stops at a foreign message with %s and says where it stands', async (_, foreign) => {
    const memory = memoryKafka(acceptedAt([7, 8]));
    memory.log('clean', 0).append([foreign]);
    await expect(restore(memory, 3, 10)).rejects.toMatchObject({
      name: 'Stop',
      message: expect.stringMatching(
        /^clean\/0 holds at offset 2 a message that no validator wrote.*CLEAN_TOPIC/,
      ),
    });
    expect(memory.open.size).toBe(0);
  });

  test('is given up when the worker is told to stop', async () => {
    const { kafka } = memoryKafka(acceptedAt([7, 8]));
    const seen = createSeenCalls(3, 10);
    const signal = AbortSignal.abort(new Error('told to stop'));
    const options = { kafka, topic: 'clean', partition: 0, seen, capacity: 3, windowMs: 10, signal };
    await expect(readTail({ ...options, onStep: () => undefined })).rejects.toThrow('told to stop');
  });
});
