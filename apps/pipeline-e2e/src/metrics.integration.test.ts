import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { defaultTopics } from '@cdr/call-record';
import { type MetricRow, metricTable, type WorkerName } from '@cdr/telemetry';
import { until } from '@cdr/testing';
import { withKafka } from './look-inside.ts';
import { type Home, makeHome, npmStart, type Start } from './npm-start.ts';
import { scrape, type Scrape } from './scrape.ts';

const { raw, clean, dlq } = defaultTopics;
/** Those that records pass through. */
type Passed = Exclude<WorkerName, 'console'>;

const partsOf: Record<Passed, string[]> = {
  generator: ['Kafka'],
  validator: ['Kafka', 'schema registry'],
  loader: ['Kafka', 'S3', 'warehouse'],
};
const workers: Passed[] = ['generator', 'validator', 'loader'];
const rows: MetricRow[] = Object.values(metricTable);
// What may be 0 while all is well. The letters of a loader are counted in its own tests.
const lag = ['cdr_consumer_lag_records', 'cdr_consumer_lag_seconds'];
const letters = [
  'cdr_records_rejected_total',
  'cdr_records_produced_total',
  'cdr_send_duration_seconds',
  'cdr_sent_bytes_total',
];
const mayBeZero: Record<Passed, string[]> = {
  generator: ['cdr_part_trouble', 'cdr_retries_total'],
  validator: ['cdr_part_trouble', 'cdr_retries_total', ...lag],
  loader: ['cdr_part_trouble', 'cdr_retries_total', ...lag, ...letters],
};

let home: Home;
let start: Start;
let shown: Record<Passed, Scrape>;

function scrapeOf(worker: Passed): Promise<Scrape> {
  return scrape(home.env[`${worker.toUpperCase()}_METRICS_PORT`]!);
}

// The loader may still be starting.
async function rowsLoaded(): Promise<number> {
  const shown = await scrapeOf('loader').catch((error: Error) => {
    if ((error.cause as NodeJS.ErrnoException | undefined)?.code !== 'ECONNREFUSED') throw error;
    return null;
  });
  return shown?.sum('cdr_load_rows_total') ?? 0;
}

/** The figures of a validator that has nothing in hand: at that look it had dealt with all that raw holds even later. */
async function validatorAtRest(): Promise<Scrape | false> {
  const figures = await scrapeOf('validator');
  const ends = await withKafka(`localhost:${home.env['KAFKA_PORT']}`, (kafka) => kafka.offsets(raw));
  const held = ends.reduce((sum, { end }) => sum + end, 0);
  return figures.sum('cdr_records_consumed_total', { topic: raw }) === held && figures;
}

// One running pipeline with traffic, looked at once. A worker counts what it sends before the batch that it sends it of,
// so that the figures add up between batches only: the generator is held until the validator has nothing to do.
beforeAll(async () => {
  home = await makeHome();
  start = npmStart(home, ['--rate', '400'], { GENERATOR_BAD_SHARE: '0.1' });
  await start.says('Running.');
  const enough = { what: 'a thousand rows are loaded', withinMs: 60_000, everyMs: 500 };
  await until(async () => (await rowsLoaded()) > 1_000, enough);
  const generator = await scrapeOf('generator');
  const { pid } = home.worker('generator')!;
  process.kill(pid, 'SIGSTOP');
  try {
    const validator = await until(validatorAtRest, { what: 'the validator has dealt with all of raw' });
    shown = { generator, validator, loader: await scrapeOf('loader') };
  } finally {
    process.kill(pid, 'SIGCONT');
  }
}, 120_000);
afterAll(async () => {
  start.interrupt();
  await start.ended;
  await home.remove();
});

describe.each(workers)('the metrics of a running %s', (worker) => {
  const own = rows.filter((row) => row.workers.includes(worker));

  test('are all those that the table gives it, and no others', () => {
    const named = [...shown[worker].metrics].filter(([name]) => name.startsWith('cdr_'));
    const withSeries = named.filter(([, { series }]) => series.length > 0).map(([name]) => name);
    expect(withSeries.sort()).toEqual(own.map(({ name }) => name).sort());
  });

  test.each(own)('$name has its type and its labels', ({ name, type, labels }) => {
    const { type: shownType, series } = shown[worker].metrics.get(name)!;
    expect(shownType).toBe(type === 'age' ? 'gauge' : type);
    for (const one of series) expect(Object.keys(one.labels).sort()).toEqual([...labels].sort());
  });

  test('have all been counted by somebody', () => {
    const zero = own.map(({ name }) => name).filter((name) => shown[worker].sum(name) === 0);
    expect(zero.filter((name) => !mayBeZero[worker].includes(name))).toEqual([]);
  });

  test('show the process as well', () => {
    for (const name of ['nodejs_eventloop_lag_p99_seconds', 'process_resident_memory_bytes'])
      expect(shown[worker].sum(name)).toBeGreaterThan(0);
  });

  test('say that no part is in trouble', () => {
    const { series } = shown[worker].metrics.get('cdr_part_trouble')!;
    expect(series.map(({ labels, value }) => [labels['part'], value])).toEqual(
      partsOf[worker].map((part) => [part, 0]),
    );
  });
});

describe('the figures', () => {
  test('of a validator add up: what it consumed it produced', () => {
    const { sum } = shown.validator;
    const consumed = sum('cdr_records_consumed_total', { topic: raw });
    expect(consumed).toBeGreaterThan(1_000);
    expect(
      sum('cdr_records_produced_total', { topic: clean }) + sum('cdr_records_produced_total', { topic: dlq }),
    ).toBe(consumed);
    expect(sum('cdr_records_rejected_total')).toBe(sum('cdr_records_produced_total', { topic: dlq }));
    expect(sum('cdr_records_rejected_total', { reason: 'quality' })).toBeGreaterThan(0);
    expect(sum('cdr_sent_bytes_total', { topic: clean })).toBeGreaterThan(100 * 1_000);
    expect(sum('cdr_takeovers_total', { reason: 'assigned' })).toBe(6);
    expect(sum('cdr_dedup_state_entries')).toBe(sum('cdr_records_produced_total', { topic: clean }));
  });

  test('of a loader add up: what it consumed has an outcome', () => {
    const { sum, metrics } = shown.loader;
    expect(sum('cdr_load_rows_total')).toBe(sum('cdr_records_consumed_total', { topic: clean }));
    expect(sum('cdr_load_rows_total')).toBeLessThanOrEqual(
      shown.validator.sum('cdr_records_produced_total', { topic: clean }),
    );
    const loads = sum('cdr_load_batches_total');
    expect(sum('cdr_batch_size_records')).toBe(loads);
    for (const phase of ['write', 'stage', 'copy', 'commit'])
      expect(sum('cdr_load_duration_seconds', { phase })).toBe(loads);
    expect(sum('cdr_load_files_total')).toBeGreaterThanOrEqual(loads);
    expect(sum('cdr_end_to_end_latency_seconds')).toBeGreaterThanOrEqual(loads);
    expect(metrics.get('cdr_takeovers_total')!.series).toEqual([
      { labels: { reason: 'assigned' }, value: 6 },
    ]);
  });

  test.each([
    ['validator', raw],
    ['loader', clean],
  ] as const)('of a %s have the lag of each partition, and it is small', (worker, topic) => {
    for (const metric of ['cdr_consumer_lag_records', 'cdr_consumer_lag_seconds']) {
      const { series } = shown[worker].metrics.get(metric)!;
      expect(series.map(({ labels }) => labels)).toEqual(
        expect.arrayContaining([0, 1, 2, 3, 4, 5].map((p) => ({ topic, partition: String(p) }))),
      );
      expect(series).toHaveLength(6);
    }
    expect(shown[worker].sum('cdr_consumer_lag_seconds')).toBeLessThan(6 * 30);
  });

  test('have a watermark of each stage near to now: the generator makes up calls of this moment', () => {
    const name = 'cdr_event_watermark_timestamp_seconds';
    const validated = shown.validator.sum(name, { stage: 'validated' });
    const loaded = shown.loader.sum(name, { stage: 'loaded' });
    expect(Math.abs(Date.now() / 1000 - validated)).toBeLessThan(24 * 3_600);
    expect(loaded).toBeLessThanOrEqual(validated);
    expect(validated - loaded).toBeLessThan(24 * 3_600);
  });

  test('are fewer than 2,000 series of all workers together', () => {
    const lines = workers.map((worker) => shown[worker].lines);
    expect(lines.reduce((sum, count) => sum + count, 0)).toBeLessThan(2_000);
  });
});
