import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Registry } from 'prom-client';
import { type MetricRow, metricTable } from './metric-table.ts';
import { showProcess } from './process-metrics.ts';

const folder = new URL('../../../infra/monitoring/', import.meta.url);

function textOf(file: string): string {
  return readFileSync(new URL(file, folder), 'utf8');
}

/** The alerts, each a block of lines from its name to the next one. */
const alerts = textOf('alerts.yml')
  .split(/^ {6}- alert: /m)
  .slice(1)
  .map((block) => ({
    name: block.slice(0, block.indexOf('\n')),
    expr: /^ {8}expr: (.+)$/m.exec(block)?.[1] ?? '',
    severity: /^ {8}labels: \{ severity: (\w+) \}$/m.exec(block)?.[1],
    summary: /^ {10}summary: '(.+)'$/m.exec(block)?.[1],
    runbook: /^ {10}runbook: (\S+)$/m.exec(block)?.[1],
  }));

const guide = textOf('../../docs/operations.md');
const rows = Object.values<MetricRow>(metricTable);
const process = new Registry();
showProcess(process);
const others = ['up', ...process.getMetricsAsArray().map(({ name }) => name)];

/** What each name in the expression selects, with the labels it asks for: functions and clauses left out. */
function selectedIn(expr: string): { name: string; labels: string[] }[] {
  const bare = expr.replaceAll(/\b(by|without|on|ignoring) ?\([^)]*\)/g, '').replaceAll(/\[\w+\]/g, '');
  const withoutMatchers = bare.replaceAll(/\{[^}]*\}/g, (matchers) => `<${labelsOf(matchers).join(' ')}>`);
  return [...withoutMatchers.matchAll(/\b([a-z]\w+)(?:<([^>]*)>)?(?![\w<]*\s*\()/g)]
    .map(([, name, labels]) => ({ name: name!, labels: labels?.split(' ') ?? [] }))
    .filter(({ name }) => !['and', 'or', 'unless', 'le', 'job'].includes(name));
}

function labelsOf(matchers: string): string[] {
  return [...matchers.matchAll(/(\w+)(?:=~|!~|!=|=)"/g)].map(([, label]) => label!);
}

function rowOf(name: string): MetricRow | undefined {
  return rows.find((row) => {
    const parts = row.type === 'histogram' ? ['_bucket', '_sum', '_count'] : [''];
    return parts.some((part) => name === row.name + part);
  });
}

test('there are alerts', () => {
  expect(alerts.length).toBeGreaterThan(10);
  const names = alerts.map(({ name, severity }) => `${name} ${severity}`);
  expect(new Set(names).size).toBe(alerts.length);
});

describe.each(alerts)('the alert $name ($severity)', ({ name, expr, severity, summary, runbook }) => {
  test('names metrics that there are, and labels they have', () => {
    const selected = selectedIn(expr);
    expect(selected).not.toEqual([]);
    for (const { name: metric, labels } of selected) {
      const row = rowOf(metric);
      if (row === undefined) expect(others).toContain(metric);
      const known = ['job', 'instance', ...(row?.labels ?? []), ...(row?.type === 'histogram' ? ['le'] : [])];
      expect(labels.filter((label) => !known.includes(label))).toEqual([]);
    }
  });

  test('asks for buckets that there are', () => {
    for (const [, metric, le] of expr.matchAll(/(\w+)_bucket\{[^}]*le="([^"]+)"/g)) {
      expect(rowOf(`${metric}_bucket`)!.buckets!.map(String)).toContain(le);
    }
  });

  test('says whom to wake, what happens, and in which chapter to look', () => {
    expect(['page', 'ticket']).toContain(severity);
    expect(summary!.length).toBeGreaterThan(20);
    const chapter = name.replaceAll(/(?<=[a-z])[A-Z]/g, ' $&').toLowerCase();
    expect(guide).toContain(`\n### Alert: ${chapter}\n`);
    expect(runbook).toBe(`docs/operations.md#alert-${chapter.replaceAll(' ', '-')}`);
  });
});
