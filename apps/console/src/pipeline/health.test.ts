import { expect, test } from '@jest/globals';
import type { AlertView, StageView } from '../api.ts';
import { healthOf, type HealthFacts } from './health.ts';

const now = 1_000_000;

function alert(severity: AlertView['severity'], says: string): AlertView {
  return { name: says, severity, at: 'loader', says, runbook: '' };
}

function stage(status: StageView['status'], says: string): StageView {
  return { status, says, members: 1, lagRecords: 0, lagSeconds: 0, partitions: [] };
}

const allIsWell = 'All is well: every record that came until';

test.each<[string, Partial<HealthFacts>, string, string]>([
  ['well', {}, 'well', `${allIsWell} now is in the table or in the dead letters`],
  [
    'well, but for two looks',
    { completeUntil: now - 2_000 },
    'well',
    `${allIsWell} now is in the table or in the dead letters`,
  ],
  [
    'well, a little behind',
    { completeUntil: now - 9_400 },
    'well',
    `${allIsWell} 9 s ago is in the table or in the dead letters`,
  ],
  [
    'well as far as known',
    { completeUntil: null },
    'well',
    'Nothing is wrong; how far the table is, is not known yet',
  ],
  [
    'an outage, whatever else fires',
    { outages: [{ part: 'Kafka', says: 'gone' }], alerts: [alert('page', 'a page')] },
    'broken',
    'Kafka does not answer the console: gone',
  ],
  [
    'a page before a ticket',
    { alerts: [alert('ticket', 'a ticket'), alert('page', 'a page')] },
    'broken',
    'a page',
  ],
  ['a ticket', { alerts: [alert('ticket', 'a ticket')] }, 'attention', 'a ticket'],
  [
    'a stage that falls behind before a ticket',
    { stages: [stage('OK', 'well'), stage('WARN', 'behind')], alerts: [alert('ticket', 'a ticket')] },
    'attention',
    'behind',
  ],
])('%s is what the whole page says', (_, facts, level, headline) => {
  const health = healthOf({ alerts: [], outages: [], stages: [], completeUntil: now, now, ...facts });
  expect(health).toEqual({ level, headline, alerts: facts.alerts ?? [] });
});
