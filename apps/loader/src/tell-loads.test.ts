import { expect, test } from '@jest/globals';
import { readUtc } from '@cdr/call-record';
import { createHealth, createMetrics, createWatermark, Registry } from '@cdr/telemetry';
import { quietLog } from '@cdr/testing';
import { batchOf, cleanRecord } from './clean-records.fixture.ts';
import { aBatch } from './fake-parts.fixture.ts';
import type { LoadResult } from './load-batch.ts';
import { tellLoads } from './tell-loads.ts';

const topics = { raw: 'raw', clean: 'clean', dlq: 'dlq' };
const start = { nextOffset: 0, rawHighWater: -1, last: null };
const loaded: LoadResult & { kind: 'loaded' } = {
  kind: 'loaded',
  batchId: 'b1',
  loaded: 5,
  alreadyLoaded: 2,
  conflicts: 1,
  unloadable: 3,
  bytes: 900,
  files: 2,
  latestStart: '2023-11-15 14:30:22',
  seconds: { write: 0.2, stage: 0.3, copy: 0.4, commit: 0.5 },
};

/** A loader that holds partitions 0 and 1, and has begun. */
function telling() {
  const registry = new Registry();
  const metrics = createMetrics(registry, 'loader');
  const health = createHealth({ stallAfterMs: 60_000, now: Date.now });
  const told = tellLoads({
    telemetry: { log: quietLog, metrics, health },
    topics,
    partitions: [0, 1],
    committer: { commit: async () => true },
    raiseWatermark: createWatermark(metrics.eventWatermark, 'loaded', readUtc),
  });
  told.begins('moved-on');
  told.started(
    new Map([
      [0, start],
      [1, start],
    ]),
  );
  async function scrape(): Promise<string[]> {
    return (await registry.metrics()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  }
  async function figure(series: string): Promise<number> {
    return Number((await scrape()).find((line) => line.startsWith(`${series} `))?.split(' ')[1]);
  }
  return { told, scrape, figure };
}

/** Clean records that came some seconds ago. */
function recordsOfAge(first: number, count: number, seconds: number) {
  const timestamp = Date.now() - seconds * 1000;
  return Array.from({ length: count }, (_, n) => ({ ...cleanRecord(first + n), timestamp }));
}

test('a load is counted by outcome, by what cut it, and in bytes, files and seconds', async () => {
  const { told, scrape } = telling();
  told.loaded(aBatch([], { rows: 11, cut: 'age' }), loaded);
  const lines = await scrape();
  for (const line of [
    'cdr_load_rows_total{outcome="loaded"} 5',
    'cdr_load_rows_total{outcome="already-loaded"} 2',
    'cdr_load_rows_total{outcome="conflict"} 1',
    'cdr_load_rows_total{outcome="unloadable"} 3',
    'cdr_load_batches_total{cut="age"} 1',
    'cdr_load_bytes_total 900',
    'cdr_load_files_total 2',
    'cdr_batch_size_records_sum 11',
    'cdr_load_duration_seconds_sum{phase="commit"} 0.5',
    'cdr_records_consumed_total{topic="clean"} 11',
    'cdr_records_rejected_total{reason="conflict",rule="is-no-conflict"} 1',
    'cdr_records_rejected_total{reason="load",rule="is-loadable"} 3',
    `cdr_event_watermark_timestamp_seconds{stage="loaded"} ${Date.UTC(2023, 10, 15, 14, 30, 22) / 1000}`,
  ])
    expect(lines).toContain(line);
  expect(lines.join('\n')).toMatch(/^cdr_load_last_success_timestamp_seconds 1\d{9}/m);
});

test('partitions taken over are counted by what came before, and timed', async () => {
  const { scrape } = telling();
  const lines = await scrape();
  expect(lines).toContain('cdr_takeovers_total{reason="moved-on"} 2');
  expect(lines).toContain('cdr_takeover_duration_seconds_count 1');
});

test('lag is what is not loaded, in records and by the age of the oldest, whatever was read', async () => {
  const { told, figure } = telling();
  const [records, seconds] = ['records', 'seconds'].map(
    (unit) => `cdr_consumer_lag_${unit}{topic="clean",partition="0"}`,
  ) as [string, string];
  told.turned(0, batchOf(recordsOfAge(0, 2, 600), 3));
  told.turned(0, batchOf(recordsOfAge(2, 3, 60)));
  expect(await figure(records)).toBe(5);
  expect(await figure(seconds)).toBeGreaterThanOrEqual(600);
  told.loaded(aBatch([]), loaded); // through offset 2
  expect(await figure(records)).toBe(3);
  const rest = await figure(seconds);
  expect(rest).toBeGreaterThanOrEqual(60);
  expect(rest).toBeLessThan(600);
});

test('the latency of a batch is that of the oldest record of each of its partitions', async () => {
  const { told, scrape, figure } = telling();
  told.turned(0, batchOf(recordsOfAge(0, 2, 7)));
  told.turned(1, batchOf(recordsOfAge(0, 2, 100)));
  const batch = aBatch([]);
  const [range] = batch.ranges;
  told.loaded({ ...batch, ranges: [range!, { ...range!, partition: 1 }] }, loaded);
  const lines = await scrape();
  expect(lines).toContain('cdr_end_to_end_latency_seconds_bucket{le="5"} 0');
  expect(lines).toContain('cdr_end_to_end_latency_seconds_bucket{le="10"} 1');
  expect(lines).toContain('cdr_end_to_end_latency_seconds_bucket{le="300"} 2');
  expect(await figure('cdr_end_to_end_latency_seconds_sum')).toBeGreaterThanOrEqual(107);
});

test('a range of replays alone has no latency', async () => {
  const { told, figure } = telling();
  told.turned(0, batchOf(recordsOfAge(0, 2, 7)));
  const batch = aBatch([]);
  told.loaded(
    { ...batch, rows: 0, ranges: [{ ...batch.ranges[0]!, rows: 0 }] },
    { ...loaded, latestStart: '' },
  );
  expect(await figure('cdr_end_to_end_latency_seconds_count')).toBe(0);
});

test('partitions that are another loader’s now have no series left here', async () => {
  const { told, scrape } = telling();
  told.turned(0, batchOf(recordsOfAge(0, 2, 7)));
  told.givenAway();
  expect((await scrape()).filter((line) => line.includes('partition='))).toEqual([]);
});
