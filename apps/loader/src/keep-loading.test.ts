import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { readUtc } from '@cdr/call-record';
import { type GroupOptions, type Kafka, KafkaError } from '@cdr/kafka';
import { StoreError } from '@cdr/object-store';
import { createHealth, createMetrics, Registry } from '@cdr/telemetry';
import { eachTurn, until } from '@cdr/testing';
import { WarehouseError } from '@cdr/warehouse';
import { batchOf } from './clean-records.fixture.ts';
import { fakeWriter, recordingParts } from './fake-parts.fixture.ts';
import { keepLoading } from './keep-loading.ts';
import { createLoadLimits } from './load-limits.ts';
import { createTroubles } from './troubles.ts';
import type { Warehouse } from './warehouse/warehouse.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdr-keep-'));
});
const running: AbortController[] = [];
afterEach(() => {
  for (const stop of running.splice(0)) stop.abort();
  rmSync(folder, { recursive: true, force: true });
});

const noWarehouse = new WarehouseError('connection refused', 'ECONNREFUSED', true);
const noS3 = new StoreError('connection refused', 'ECONNREFUSED', true);
const thrownOut = new KafkaError('being a member', 'UNKNOWN_MEMBER_ID', true);

/** A loader in a group whose assignments the test makes, on a topic that is read to its end. */
function start() {
  const { parts, actions } = recordingParts();
  const stop = new AbortController();
  running.push(stop);
  const lines: string[] = [];
  const unready = new Set<string>();
  let progress = 0;
  let group: GroupOptions | undefined;
  const warehouse: { fails: Error | null } = { fails: null };
  const clean: { fails: Error | null } = { fails: null };

  function tell(_: unknown, message: string): void {
    lines.push(message);
  }
  const registry = new Registry();
  const telemetry = {
    log: { debug: tell, info: tell, warn: tell, error: tell },
    health: {
      ...createHealth({ stallAfterMs: 60_000, now: Date.now }),
      progress: () => void (progress += 1),
      notReady: (part: string) => void unready.add(part),
      ready: (part: string) => void unready.delete(part),
    },
    registry,
    metrics: createMetrics(registry),
    port: 0,
    close: async () => undefined,
  };
  const kafka: Pick<Kafka, 'joinGroup' | 'offsets' | 'openReader'> = {
    joinGroup: async (options) => {
      group = options;
      return { commit: async () => true, close: async () => undefined };
    },
    offsets: async () => [{ start: 0, end: 0 }],
    openReader: async () => ({
      next: async () => {
        await turn();
        const { fails } = clean;
        clean.fails = null;
        if (fails) throw fails;
        return batchOf([]);
      },
      close: async () => undefined,
    }),
  };
  async function readPositions(...asked: Parameters<Warehouse['readPositions']>) {
    if (warehouse.fails) throw warehouse.fails;
    return parts.warehouse.readPositions(...asked);
  }
  const ended = keepLoading({
    session: {
      ...parts,
      kafka: kafka as Kafka,
      warehouse: { ...parts.warehouse, readPositions },
      limits: createLoadLimits({ rows: 2, bytes: 1e6, ageMs: 60_000 }, () => undefined),
      scratchFolder: folder,
      cut: new AbortController().signal,
      write: fakeWriter(actions),
    },
    group: 'loaders',
    telemetry,
    readMoment: readUtc,
    troubles: createTroubles(telemetry),
    onRetry: () => undefined,
    signal: stop.signal,
  });
  ended.catch(() => undefined);
  return {
    registry,
    warehouse,
    clean,

    lines,
    unready,
    progress: () => progress,
    async assign(partitions: number[]) {
      (await until(() => group, eachTurn)).onAssigned(partitions);
    },
    async lose(error: Error) {
      const lost = group!;
      lost.onLost(error);
      await until(() => group !== lost, eachTurn);
    },
    async end() {
      stop.abort();
      await ended;
    },
  };
}

test('what a loader counts is there with 0 before it holds a partition', async () => {
  const loader = start();
  const lines = (await loader.registry.metrics()).split('\n');
  expect(lines).toContain('cdr_records_rejected_total{reason="load",rule="is-loadable"} 0');
  expect(lines).toContain('cdr_load_rows_total{outcome="conflict"} 0');
  await loader.end();
});

const outage = (part: string) => [`${part} does not work; trying again until it does`, `${part} works again`];

test.each([
  ['warehouse', noWarehouse],
  ['S3', noS3],
])('trouble with %s that a rebalance cut off is over when the next session works', async (part, error) => {
  const loader = start();
  loader.warehouse.fails = error;
  await loader.assign([0]);
  await until(() => loader.unready.has(part), eachTurn);
  loader.warehouse.fails = null;
  await loader.assign([0]);
  await until(() => loader.unready.size === 0, eachTurn);
  await loader.end();
  expect(loader.lines.filter((line) => line.startsWith(part))).toEqual(outage(part));
});

test('trouble with the warehouse that lost membership cut off is over when the next session works', async () => {
  const loader = start();
  loader.warehouse.fails = noWarehouse;
  await loader.assign([0]);
  await until(() => loader.unready.has('warehouse'), eachTurn);
  loader.warehouse.fails = null;
  await loader.lose(thrownOut);
  await loader.assign([0]);
  await until(() => loader.unready.size === 0, eachTurn);
  await loader.end();
  expect(loader.lines.filter((line) => line.startsWith('warehouse'))).toEqual(outage('warehouse'));
  expect(loader.lines.filter((line) => line.startsWith('Kafka'))).toEqual(outage('Kafka'));
});

test('a loader that holds nothing shows life, and is ready though its last partitions were in trouble', async () => {
  const loader = start();
  loader.warehouse.fails = noWarehouse;
  await loader.assign([0]);
  await until(() => loader.unready.has('warehouse'), eachTurn);
  const before = loader.progress();
  await loader.assign([]);
  await until(() => loader.unready.size === 0, eachTurn);
  expect(loader.progress()).toBeGreaterThan(before);
  await loader.end();
});

test('a log that loses its start under the reader begins a session anew, which knows what to say', async () => {
  const loader = start();
  loader.clean.fails = new KafkaError('clean/0 has no offset 7', 'OFFSET_OUT_OF_RANGE', false);
  await loader.assign([0]);
  await until(() => loader.unready.has('Kafka'), eachTurn);
  // It joins anew, and is then given partitions again.
  await until(async () => {
    await loader.assign([0]);
    return loader.unready.size === 0;
  }, eachTurn);
  await loader.end();
  expect(loader.lines.filter((line) => line.startsWith('Kafka'))).toEqual(outage('Kafka'));
});
