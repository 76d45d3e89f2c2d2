import { expect, test } from '@jest/globals';
import { Registry } from 'prom-client';
import { type MetricRow, metricTable, type WorkerName } from './metric-table.ts';
import { createMetrics } from './metrics.ts';
import { showProcess } from './process-metrics.ts';

/** The most values a label has with six partitions; a metric may have fewer. */
const mostValues: Record<string, number> = {
  worker: 1,
  version: 1,
  topic: 2, // those a worker reads, or writes
  partition: 6,
  stage: 1,
  reason: 35, // reasons of letters are 7; of takeovers any error code of Kafka that passes by itself
  rule: 26, // 17 of quality, and those of bytes, shape and history
  outcome: 4,
  cut: 3,
  phase: 4,
  part: 3,
  page: 30,
};

/** A rule has one reason: there are as many series as rules. */
const dependent: Record<string, string[]> = { cdr_records_rejected_total: ['reason'] };

type Fill = (labels: Record<string, string>) => void;

function combinations(row: MetricRow): Record<string, string>[] {
  return row.labels.reduce<Record<string, string>[]>(
    (all, label) => {
      const count = dependent[row.name]?.includes(label) ? 1 : mostValues[label]!;
      const values = Array.from({ length: count }, (_, n) => `value-${n}`);
      return all.flatMap((labels) => values.map((value) => ({ ...labels, [label]: value })));
    },
    [{}],
  );
}

/** Sets every series a worker could ever have, and counts what a scrape then shows. */
async function worstCase(worker: WorkerName): Promise<number> {
  const registry = new Registry();
  showProcess(registry);
  const metrics = createMetrics(registry, worker);
  for (const [key, row] of Object.entries<MetricRow>(metricTable)) {
    const metric = metrics[key as keyof typeof metrics];
    const fill: Record<MetricRow['type'], Fill> = {
      counter: (labels) => (metric as typeof metrics.retries).inc(labels as never),
      gauge: (labels) => (metric as typeof metrics.partTrouble).set(labels as never, 1),
      histogram: (labels) => (metric as typeof metrics.sendDuration).zero(labels as never),
      age: (labels) => (metric as typeof metrics.consumerLagSeconds).since(labels as never, 1),
    };
    for (const labels of combinations(row)) fill[row.type](labels);
  }
  const text = await registry.metrics();
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#')).length;
}

// A scrape of many megabytes holds the loop up, and a Prometheus full of series holds up everybody.
test('six partitions and all rules make fewer than 2,000 series, of all workers together', async () => {
  const counts = await Promise.all((['generator', 'validator', 'loader', 'console'] as const).map(worstCase));
  expect(counts.every((count) => count > 70)).toBe(true);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBeLessThan(2_000);
});

test('every label has a bound', () => {
  const labels = Object.values<MetricRow>(metricTable).flatMap((row) => row.labels);
  expect(labels.filter((label) => mostValues[label] === undefined)).toEqual([]);
});
