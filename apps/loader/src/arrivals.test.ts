import { expect, jest, test } from '@jest/globals';
import type { PartitionReader, RecordBatch } from '@cdr/kafka';
import { mergeReaders } from './arrivals.ts';
import { batchOf } from './clean-records.fixture.ts';

const empty = batchOf([]);

test('a partition that always has something does not keep the others waiting', async () => {
  const arrivals = mergeReaders(new Map([0, 1, 2].map((p) => [p, always(empty)])));
  const seen: number[] = [];
  for (let n = 0; n < 9; n += 1) seen.push((await arrivals.next(1000, null))!.partition);
  expect(seen).toEqual([0, 1, 2, 0, 1, 2, 0, 1, 2]);
});

test('nothing within the time is null, and what comes later is not lost', async () => {
  const late = Promise.withResolvers<RecordBatch>();
  const arrivals = mergeReaders(new Map([[7, { next: () => late.promise, close: async () => undefined }]]));
  expect(await arrivals.next(1, null)).toBeNull();
  expect(await arrivals.next(60_000, Promise.resolve())).toBeNull(); // woken
  late.resolve(empty);
  expect(await arrivals.next(1000, null)).toEqual({ partition: 7, batch: empty });
});

test('a wake-up that comes while nothing does ends the wait, and so do the ones after it', async () => {
  const silent = { next: () => new Promise<RecordBatch>(() => undefined), close: async () => undefined };
  const arrivals = mergeReaders(new Map([[0, silent]]));
  const [old, first, second] = [1, 2, 3].map(() => Promise.withResolvers<undefined>());
  await arrivals.next(1, old!.promise);
  const waiting = arrivals.next(60_000, first!.promise);
  old!.resolve(undefined); // nobody waits for it any more
  first!.resolve(undefined);
  expect(await waiting).toBeNull();
  expect(await arrivals.next(60_000, first!.promise)).toBeNull();
  second!.resolve(undefined);
  expect(await arrivals.next(60_000, second!.promise)).toBeNull();
});

test('a wake-up of before does not end the wait for another', async () => {
  const late = Promise.withResolvers<RecordBatch>();
  const arrivals = mergeReaders(new Map([[0, { next: () => late.promise, close: async () => undefined }]]));
  expect(await arrivals.next(60_000, Promise.resolve())).toBeNull();
  const waiting = arrivals.next(60_000, null);
  late.resolve(empty);
  expect(await waiting).toEqual({ partition: 0, batch: empty });
});

test('a wake-up that takes long is listened to once, not in each turn', async () => {
  const arrivals = mergeReaders(new Map([[0, always(empty)]]));
  const wake = new Promise<void>(() => undefined);
  const listening = jest.spyOn(wake, 'then');
  for (let turn = 0; turn < 100; turn += 1) await arrivals.next(1000, wake);
  expect(listening).toHaveBeenCalledTimes(1);
});

test('each reader is asked for one batch at a time, so what is not taken stays in Kafka', async () => {
  let asked = 0;
  const reader = {
    next: () => {
      asked += 1;
      return Promise.resolve(empty);
    },
    close: async () => undefined,
  };
  const arrivals = mergeReaders(new Map([[0, reader]]));
  await arrivals.next(1000, null);
  expect(asked).toBe(1);
});

test('a reader’s error is told by the next call, also when it came while nobody waited', async () => {
  const failing: PartitionReader = {
    next: () => Promise.reject(new Error('the broker is gone')),
    close: async () => undefined,
  };
  const arrivals = mergeReaders(
    new Map([
      [0, always(empty)],
      [1, failing],
    ]),
  );
  await arrivals.next(1000, null).catch(() => undefined);
  await expect(untilItFails(() => arrivals.next(1000, null))).rejects.toThrow('the broker is gone');
});

function always(batch: RecordBatch): PartitionReader {
  return { next: () => Promise.resolve(batch), close: async () => undefined };
}

async function untilItFails(ask: () => Promise<unknown>): Promise<void> {
  for (let n = 0; n < 10; n += 1) await ask();
}
