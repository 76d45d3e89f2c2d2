import { expect, test } from '@jest/globals';
import type { AlertView, StageView } from '../api.ts';
import { healthOf, type HealthFacts } from './health.ts';

const now = 1_000_000;

function alert(severity: AlertView['severity'], says: string, facts: Partial<AlertView> = {}): AlertView {
  const alert = { name: says, severity, state: 'firing', since: now, about: '', says, runbook: '' } as const;
  return { ...alert, at: 'loader', ...facts };
}

function stage(status: StageView['status'], says: string, lagRecords = 0): StageView {
  return { status, says, members: 1, lagRecords, lagSeconds: 0, partitions: [] };
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
    'not known to be well while nobody knows since when records wait',
    { completeUntil: null, stages: [stage('OK', 'moves', 1_200)] },
    'attention',
    '1,200 records wait; since when, is not known yet',
  ],
  [
    'behind, though all moves',
    { completeUntil: now - 600_000, stages: [stage('OK', 'moves', 1_200), stage('OK', 'moves', 300)] },
    'attention',
    'The table is 10 min behind: 1,500 records wait, and are worked off',
  ],
  [
    'a stage that was not looked at for long enough',
    { stages: [stage(null, 'it has not moved yet')] },
    'attention',
    'it has not moved yet',
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
  [
    'a stage that nobody works for, before anybody is told of it',
    {
      stages: [stage('STALL', 'it stands still'), stage('STOP', 'nobody is there')],
      alerts: [alert('page', 'nobody is there', { state: 'pending' })],
    },
    'broken',
    'nobody is there',
  ],
  [
    'a stage that stands still, before anybody is told of it',
    { stages: [stage('STALL', 'it stands still')], alerts: [alert('page', 'pending', { state: 'pending' })] },
    'broken',
    'it stands still',
  ],
  [
    'what may still pass, until somebody is woken',
    { alerts: [alert('page', 'S3 does not work', { state: 'pending' })] },
    'attention',
    'S3 does not work',
  ],
  [
    'what somebody may be woken for, before what waits for the day and what follows from it',
    {
      stages: [stage(null, 'it has not moved yet')],
      alerts: [alert('ticket', 'a ticket'), alert('page', 'S3 does not work', { state: 'pending' })],
    },
    'attention',
    'S3 does not work',
  ],
  [
    'a ticket that is pending',
    { alerts: [alert('ticket', 'a ticket', { state: 'pending' })] },
    'attention',
    'a ticket',
  ],
  [
    'well, though a worker has not answered just now',
    { alerts: [alert('page', 'it does not answer', { name: 'WorkerIsDown', state: 'pending' })] },
    'well',
    `${allIsWell} now is in the table or in the dead letters`,
  ],
  [
    'a worker that has not answered for long enough',
    { alerts: [alert('page', 'it does not answer', { name: 'WorkerIsDown' })] },
    'broken',
    'it does not answer',
  ],
  ['a ticket', { alerts: [alert('ticket', 'a ticket')] }, 'attention', 'a ticket'],
  [
    'a stage that falls behind before a ticket',
    { stages: [stage('OK', 'well'), stage('WARN', 'behind')], alerts: [alert('ticket', 'a ticket')] },
    'attention',
    'behind',
  ],
])('%s is what the whole page says', (_, facts, level, headline) => {
  const health = healthOf({
    alerts: [],
    outages: [],
    stages: [],
    completeUntil: now,
    lateAfterMs: 60_000,
    now,
    ...facts,
  });
  expect(health).toEqual({ level, headline, alerts: facts.alerts ?? [] });
});
