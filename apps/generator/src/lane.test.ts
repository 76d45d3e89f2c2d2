import { describe, expect, test } from '@jest/globals';
import { eachTurn, until } from '@cdr/testing';
import { createLane, type LaneOptions } from './lane.ts';
import type { Message } from './message.ts';
import { type Fate, scriptedKafka } from './testing/scripted-kafka.ts';

/** A lane to partition 0 of a scripted Kafka, and what it told. */
function laneOn(fates: Fate[] = [], options: Partial<LaneOptions> = {}) {
  const scripted = scriptedKafka(1, ({ number }) => fates[number - 1] ?? 'taken');
  const told = { acknowledged: [] as number[], doubted: [] as number[], failures: [] as unknown[] };
  const stop = new AbortController();
  const lane = createLane({
    partition: 0,
    mostBytes: 512 * 1024,
    open: () => scripted.kafka.openPublisher('raw'),
    retry: async (attempt) => {
      for (;;) {
        try {
          return await attempt();
        } catch (error) {
          if (!(error as { retriable?: boolean }).retriable) throw error;
        }
      }
    },
    onAcknowledged: (messages) => told.acknowledged.push(...messages.map(({ n }) => n)),
    onDoubt: (messages) => told.doubted.push(...messages.map(({ n }) => n)),
    onFailure: (error) => told.failures.push(error),
    signal: stop.signal,
    ...options,
  });
  return { ...scripted, lane, told, stop };
}

function messages(count: number, value = 'x'): Message[] {
  return Array.from({ length: count }, (_, i) => ({ n: i + 1, key: 'k', value }));
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i + 1);
}

describe('a lane', () => {
  test('publishes what was put, in order, at most 300 at once and one publish in flight', async () => {
    const { lane, told, attempts, counts, logs } = laneOn();
    for (const message of messages(1_000)) void lane.put(message);
    await lane.settled();
    expect(told.acknowledged).toEqual(numbers(1_000));
    expect(attempts.map(({ messages: batch }) => batch.length)).toEqual([300, 300, 300, 100]);
    expect(counts).toEqual({ opened: 1, closed: 0, mostInFlight: 1, mostInFlightOfOne: 1 });
    expect(logs[0]).toHaveLength(1_000);
  });

  test('cuts a publish by its bytes too, and lets a larger message go alone', async () => {
    const { lane, attempts } = laneOn([], { mostBytes: 100 });
    const sizes = [40, 40, 40, 500, 90, 5];
    for (const [n, size] of sizes.entries()) void lane.put({ n, key: null, value: 'x'.repeat(size) });
    await lane.settled();
    expect(attempts.map(({ messages: batch }) => batch.map(({ value }) => value?.length))).toEqual([
      [40, 40],
      [40],
      [500],
      [90, 5],
    ]);
  });

  test('asks to wait when it is full, until it has room', async () => {
    const { lane, told } = laneOn();
    const waits = messages(1_500).map((message) => lane.put(message));
    expect(waits.slice(0, -1).every((wait) => wait === undefined)).toBe(true);
    await waits.at(-1);
    expect(told.acknowledged).toEqual(numbers(300));
  });

  test('is full sooner with large messages', () => {
    const { lane } = laneOn();
    const large = messages(5, 'x'.repeat(900_000));
    expect(large.map((message) => lane.put(message) !== undefined)).toEqual([
      false,
      false,
      false,
      false,
      true,
    ]);
  });

  test('after a failure sends the same again with a new publisher, before anything behind it', async () => {
    const { lane, told, counts, logs } = laneOn(['refused for now', 'taken, answer lost']);
    for (const [i, message] of messages(301).entries()) void lane.put({ ...message, value: String(i) });
    await lane.settled();
    expect(counts).toMatchObject({ opened: 3, closed: 2, mostInFlight: 1 });
    expect(told.doubted).toEqual([...numbers(300), ...numbers(300)]);
    expect(told.acknowledged).toEqual(numbers(301));
    const first = numbers(300).map((n) => String(n - 1));
    expect(logs[0]?.map(({ value }) => value)).toEqual([...first, ...first, '300']);
  });

  test('tells a failure that does not pass, and lets no one wait', async () => {
    const { lane, told } = laneOn(['refused for good']);
    const waits = messages(1_500).map((message) => lane.put(message));
    await waits.at(-1);
    await lane.settled();
    expect(told.failures).toEqual([expect.objectContaining({ code: 'TOPIC_AUTHORIZATION_FAILED' })]);
    expect(told.acknowledged).toEqual([]);
  });

  test('told to stop finishes what is in flight and gives up the rest', async () => {
    const { lane, told, stop, held, release, attempts } = laneOn(['held']);
    for (const message of messages(900)) void lane.put(message);
    await until(() => held.length === 1, eachTurn);
    stop.abort();
    release();
    await lane.settled();
    expect(told).toEqual({ acknowledged: numbers(300), doubted: [], failures: [] });
    expect(attempts).toHaveLength(1);
  });

  test('closes its publisher once', async () => {
    const { lane, counts } = laneOn();
    void lane.put({ n: 1, key: null, value: null });
    await lane.settled();
    await lane.close();
    await lane.close();
    expect(counts).toMatchObject({ opened: 1, closed: 1 });
  });
});
