import { expect, test } from '@jest/globals';
import { portSetting, settings, textOf, workers, yamlOf } from './repository-files.ts';

interface Scraping {
  rule_files: string[];
  scrape_configs: { job_name: string }[];
}

const folder = 'infra/monitoring';

test.each(['prometheus.yml', 'prometheus.compose.yml'])('%s scrapes each worker, on its port', (file) => {
  const { rule_files: rules, scrape_configs: jobs } = yamlOf(`${folder}/${file}`) as Scraping;
  const ports = jobs.map((job) => [job.job_name, /\b9\d{3}\b/.exec(JSON.stringify(job))?.[0]]);
  expect(ports.sort()).toEqual(workers.map((name) => [name, settings.get(portSetting(name))]).sort());
  expect(rules).toEqual(['alerts.yml']);
});

test('an alert about more than one worker is about each', () => {
  const lists = [...textOf(`${folder}/alerts.yml`).matchAll(/\bjob=~"([^"]+)"/g)].map(([, list]) => list!);
  expect(lists).not.toEqual([]);
  for (const list of lists) expect(list.split('|').sort()).toEqual(workers.toSorted());
});
