import { describe, expect, test } from '@jest/globals';
import { Registry } from 'prom-client';
import { type MetricRow, metricTable } from './metric-table.ts';
import { createMetrics } from './metrics.ts';

const rows: MetricRow[] = Object.values(metricTable);

describe('the metric table', () => {
  test.each(rows)('$name follows the naming rules', (row) => {
    expect(row.name).toMatch(/^cdr_[a-z]+(_[a-z]+)*$/);
    expect(row.name.endsWith('_total')).toBe(row.type === 'counter');
    expect(row.name).not.toMatch(/_(ms|milliseconds|minutes|hours|kb|mb|kilobytes|count|sum|bucket)(_|$)/);
    expect(row.help).toMatch(/^[A-Z].*\.$/);
    for (const label of row.labels) expect(label).toMatch(/^[a-z]+$/);
    if (row.type === 'histogram' || row.type === 'age') expect(row.name).toMatch(/_(seconds|records)$/);
    expect(row.workers.length).toBeGreaterThan(0);
  });

  test('names no metric twice', () => {
    expect(new Set(rows.map((row) => row.name)).size).toBe(rows.length);
  });

  test('puts no call, name or number in a label', () => {
    const labels = new Set(rows.flatMap(({ labels }) => labels));
    expect([...labels].filter((label) => /caller|receiver|call|offset|batch$/.test(label))).toEqual([]);
  });
});

describe('a scrape', () => {
  test('shows what was counted, set and observed', async () => {
    const registry = new Registry();
    const metrics = createMetrics(registry);
    metrics.recordsRejected.inc({ reason: 'quality', rule: 'ends-after-start' }, 3);
    metrics.consumerLagRecords.set({ topic: 'raw', partition: 2 }, 17);
    metrics.loadDuration.observe({ phase: 'copy' }, 0.3);
    metrics.loadBytes.inc({}, 1024);
    const lines = (await registry.metrics()).split('\n');

    for (const line of lines)
      expect(line).toMatch(/^($|# (HELP|TYPE) cdr_|cdr_[a-z_]+(\{.*\})? [0-9.e+-]+$)/);
    expect(lines).toContain('cdr_records_rejected_total{reason="quality",rule="ends-after-start"} 3');
    expect(lines).toContain('cdr_consumer_lag_records{topic="raw",partition="2"} 17');
    expect(lines).toContain('cdr_load_duration_seconds_count{phase="copy"} 1');
    expect(lines).toContain('cdr_load_bytes_total 1024');
  });

  test('leaves out a gauge nobody has set, and one that was removed', async () => {
    const registry = new Registry();
    const metrics = createMetrics(registry);
    metrics.dedupStateEntries.set({ partition: 1 }, 5);
    metrics.dedupStateEntries.remove({ partition: 1 });
    const text = await registry.metrics();
    expect(text).not.toMatch(/^cdr_load_last_success_timestamp_seconds /m);
    expect(text).not.toMatch(/^cdr_dedup_state_entries\{/m);
  });

  test('shows of a worker what the table gives it, and nothing of the others', async () => {
    const registry = new Registry();
    const metrics = createMetrics(registry, 'validator');
    metrics.loadBytes.inc({}, 1); // counted by nobody, and harmless
    const shown = [...(await registry.metrics()).matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
    expect(shown).toEqual(
      rows.filter(({ workers }) => workers.includes('validator')).map(({ name }) => name),
    );
  });
});
