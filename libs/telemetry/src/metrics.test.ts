import { describe, expect, test } from '@jest/globals';
import { Registry } from 'prom-client';
import { createMetrics, metricTable } from './metrics.ts';

const rows = Object.values(metricTable);

describe('the metric table', () => {
  test.each(rows)('$name follows the naming rules', (row) => {
    expect(row.name).toMatch(/^cdr_[a-z]+(_[a-z]+)*$/);
    expect(row.name.endsWith('_total')).toBe(row.type === 'counter');
    expect(row.name).not.toMatch(/_(ms|milliseconds|minutes|hours|kb|mb|kilobytes|count|sum|bucket)(_|$)/);
    expect(row.help).toMatch(/^[A-Z].*\.$/);
    for (const label of row.labels) expect(label).toMatch(/^[a-z]+$/);
  });

  test('names no metric twice', () => {
    expect(new Set(rows.map((row) => row.name)).size).toBe(rows.length);
  });

  test('puts no call, name or number in a label', () => {
    const labels = new Set(rows.flatMap((row): string[] => [...row.labels]));
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

  test('shows each metric once however often the metrics are asked for', async () => {
    const registry = new Registry();
    createMetrics(registry).takeovers.inc({ reason: 'assigned' });
    createMetrics(registry).takeovers.inc({ reason: 'assigned' });
    expect(await registry.metrics()).toContain('cdr_takeovers_total{reason="assigned"} 2');
  });
});
