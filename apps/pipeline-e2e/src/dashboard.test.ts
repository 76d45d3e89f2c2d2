import { expect, test } from '@jest/globals';
import { textOf, yamlOf } from './repository-files.ts';

interface Dashboard {
  panels: { title: string; datasource: { uid: string }; targets: { expr: string }[] }[];
}

const folder = 'infra/docker/grafana';
const { panels } = JSON.parse(textOf(`${folder}/dashboards/telecom-cdr.json`)) as Dashboard;
const { datasources } = yamlOf(`${folder}/datasources/prometheus.yml`) as { datasources: { uid: string }[] };
const documented = new Set([...textOf('docs/metrics.md').matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name!));

test.each(panels)('the panel "$title" shows metrics that there are', ({ datasource, targets }) => {
  const shown = targets.flatMap(({ expr }) => [...expr.matchAll(/\b(?:cdr|process|nodejs|up)(?:_\w+)?\b/g)]);
  const names = shown.map(([name]) => name.replace(/_(bucket|sum|count)$/, ''));
  expect(names).not.toEqual([]);
  expect(names.filter((name) => name !== 'up' && !documented.has(name))).toEqual([]);
  expect(datasources.map(({ uid }) => uid)).toContain(datasource.uid);
});
