import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setImmediate as turn } from 'node:timers/promises';
import { join } from 'node:path';
import type { Kafka, RecordBatch } from '@cdr/kafka';
import { eachTurn, until } from '@cdr/testing';
import { WarehouseError } from '@cdr/warehouse';
import { Stop } from '@cdr/worker';
import { batchOf, cleanRecord } from './clean-records.fixture.ts';
import { fakeWriter, recordingParts, type Script } from './fake-parts.fixture.ts';
import { createLoadLimits } from './load-limits.ts';
import { loadPartitions } from './load-partitions.ts';
import type { Spooled } from './open-window.ts';
import type { WrittenBatch } from './write-batch.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdr-session-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A session on partition 0 whose records and file writing the test hands out one by one. */
function session(script: Script = {}, limits = { rows: 2, bytes: 1e6, ageMs: 60_000 }) {
  const { parts, actions } = recordingParts(script);
  const stop = new AbortController();
  const cut = new AbortController();
  const writing: { promise: Promise<undefined>; resolve: () => void }[] = [];
  const told: string[] = [];
  const steps: string[] = [];
  const waiting: ((batch: RecordBatch) => void)[] = [];
  const coming: RecordBatch[] = [];
  const reader = {
    next: () =>
      new Promise<RecordBatch>((resolve) => {
        const batch = coming.shift();
        if (batch) resolve(batch);
        else waiting.push(resolve);
      }),
    close: async () => void told.push('reader closed'),
  };
  function arrive(batch: RecordBatch): void {
    const ask = waiting.shift();
    if (ask) ask(batch);
    else coming.push(batch);
  }
  async function write(spooled: Spooled): Promise<WrittenBatch> {
    const written = await fakeWriter(actions)(spooled);
    const done = Promise.withResolvers<undefined>();
    writing.push({ promise: done.promise, resolve: () => done.resolve(undefined) });
    await done.promise;
    return written;
  }
  const result = loadPartitions({
    ...parts,
    kafka: { ...parts.kafka, openReader: async () => reader } as Kafka,
    partitions: [0],
    limits: createLoadLimits(limits, ({ rows }) => told.push(`at most ${rows} rows`)),
    scratchFolder: folder,
    write,
    cut: cut.signal,
    signal: stop.signal,
    events: {
      started: () => void told.push('started'),
      turned: () => undefined,
      reading: () => undefined,
      read: () => undefined,
      loading: () => void steps.push('step'),
      loaded: ({ ranges }) => void told.push(`loaded to ${ranges[0]!.to.nextOffset}`),
      idle: () => void (told.at(-1) !== 'idle' && told.push('idle')),
      movedOn: () => void told.push('moved on'),
    },
  });
  result.catch(() => undefined);
  return { result, arrive, writing, told, actions, cut, stop: () => stop.abort() };
}

const firstTwo = batchOf([cleanRecord(0), cleanRecord(1)]);
const nextTwo = batchOf([cleanRecord(2), cleanRecord(3)]);

test('one window loads while the next fills, and the next waits for it', async () => {
  const { result, arrive, writing, told, stop } = session();
  arrive(firstTwo);
  arrive(nextTwo);
  await until(() => writing.length === 1 && readdirSync(folder).length === 2, eachTurn);
  await turns();
  expect(writing).toHaveLength(1); // the second is full, and waits
  writing[0]!.resolve();
  await until(() => writing.length === 2, eachTurn);
  writing[1]!.resolve();
  await until(() => told.includes('loaded to 4'), eachTurn);
  stop();
  expect(await result).toBe('stopped');
  expect(told.filter((line) => line.startsWith('loaded'))).toEqual(['loaded to 2', 'loaded to 4']);
  expect(readdirSync(folder)).toEqual([]);
});

test('a failed load ends the session at once, though the topic is quiet from then on', async () => {
  const error = new Error('the warehouse is gone');
  const { result, arrive, writing } = session({ outcomes: [error] });
  arrive(firstTwo);
  await until(() => writing.length === 1, eachTurn);
  writing[0]!.resolve();
  await expect(result).rejects.toBe(error);
  expect(readdirSync(folder)).toEqual([]);
});

test('a load that took the warehouse too long has the next batches smaller', async () => {
  const error = new WarehouseError('canceling statement due to statement timeout', '57014', true);
  const { result, arrive, writing, told } = session({ outcomes: [error] });
  arrive(firstTwo);
  await until(() => writing.length === 1, eachTurn);
  writing[0]!.resolve();
  await expect(result).rejects.toBe(error);
  expect(told).toContain('at most 1 rows');
});

test('a position moved by another loader ends the session, and is told', async () => {
  const { result, arrive, writing, told } = session({ outcomes: [{ kind: 'moved-on' }] });
  arrive(firstTwo);
  await until(() => writing.length === 1, eachTurn);
  writing[0]!.resolve();
  expect(await result).toBe('moved-on');
  expect(told).toContain('moved on');
});

test('a stop waits for the running load, and gives up the window that is being filled', async () => {
  const { result, arrive, writing, told, stop } = session();
  arrive(firstTwo);
  arrive(batchOf([cleanRecord(2)]));
  await until(() => writing.length === 1, eachTurn);
  stop();
  let ended = false;
  void result.then(() => (ended = true));
  await turns();
  expect(ended).toBe(false);
  writing[0]!.resolve();
  expect(await result).toBe('stopped');
  expect(told).toContain('loaded to 2');
  expect(readdirSync(folder)).toEqual([]);
});

test('a load that meets a full disk after the stop is told: it is no good end', async () => {
  const full = new Stop('LOADER_SCRATCH_DIR is full');
  const { result, arrive, writing, stop } = session({ copyFails: full });
  arrive(firstTwo);
  await until(() => writing.length === 1, eachTurn);
  stop();
  arrive(batchOf([cleanRecord(2)]));
  await turns(); // nothing more is read: only the load is waited for
  writing[0]!.resolve();
  await expect(result).rejects.toBe(full);
});

test('a load that is given up ends at its next step, and asks no part any more', async () => {
  const givenUp = new Error('given up');
  const { result, arrive, writing, actions, cut, stop } = session();
  arrive(firstTwo);
  await until(() => writing.length === 1, eachTurn);
  stop();
  cut.abort(givenUp);
  writing[0]!.resolve();
  await expect(result).rejects.toBe(givenUp);
  expect(actions.slice(-2)).toEqual(['write', 'remove files']);
});

test('while a load runs, age does not cut: what waits makes the next load larger', async () => {
  const { result, arrive, writing, told, stop } = session({}, { rows: 100, bytes: 1e6, ageMs: 1 });
  arrive(batchOf([cleanRecord(0)]));
  await until(() => writing.length === 1, eachTurn);
  for (const raw of [1, 2, 3]) arrive(batchOf([cleanRecord(raw)]));
  await turns();
  writing[0]!.resolve();
  await until(() => writing.length === 2, eachTurn);
  writing[1]!.resolve();
  await until(() => told.includes('loaded to 4'), eachTurn);
  stop();
  await result;
  expect(told.filter((line) => line.startsWith('loaded'))).toEqual(['loaded to 1', 'loaded to 4']);
});

test('a session that is read to the end and loaded says that it has nothing to do', async () => {
  const { result, arrive, told, stop } = session();
  arrive(batchOf([], 1));
  await turns();
  expect(told).not.toContain('idle');
  arrive(batchOf([]));
  await until(() => told.includes('idle'), eachTurn);
  stop();
  await result;
});

// Enough turns of the event loop for whatever could happen to have happened.
async function turns(): Promise<void> {
  for (let n = 0; n < 50; n += 1) await turn();
}
