import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { type MetricRow, metricTable } from './metric-table.ts';

const docs = readFileSync(new URL('../../../docs/metrics.md', import.meta.url), 'utf8');
const documented = [...docs.matchAll(/^\| `(cdr_\w+)` +\|(.+)\|$/gm)].map(([, name, cells]) => [
  name,
  ...cells!.split('|').map((cell) => cell.trim().replaceAll('`', '')),
]);

test('the docs list the metrics of the table in its order, each as it is', () => {
  const rows = Object.values<MetricRow>(metricTable).map(({ name, type, labels, workers, help }) => [
    name,
    type === 'age' ? 'gauge' : type,
    labels.join(', '),
    workers.join(', '),
    help,
  ]);
  expect(documented).toEqual(rows);
});
