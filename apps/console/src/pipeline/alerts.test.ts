import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { AlertView, StageView } from '../api.ts';
import { type AlertFacts, alertsOf, alertTable } from './alerts.ts';
import { instance } from './looks.fixture.ts';

const docs = new URL('../../../../', import.meta.url);
const textOf = (file: string) => readFileSync(new URL(file, docs), 'utf8');

const stage: StageView = {
  status: 'OK',
  says: 'nothing waits',
  members: 1,
  lagRecords: 0,
  lagSeconds: 0,
  partitions: [],
};

function factsWith(facts: Partial<AlertFacts>): AlertFacts {
  return { stages: { validator: stage, loader: stage }, workers: [], badShare: 0, unloadable: 0, ...facts };
}

function stagesWith(name: 'validator' | 'loader', facts: Partial<StageView>): Partial<AlertFacts> {
  return { stages: { validator: stage, loader: stage, [name]: { ...stage, ...facts } } };
}

const now = 1_000_000_000;

/** The alerts when this has held for so long, ms. */
function alertsAfter(heldMs: number, facts: Partial<AlertFacts>): AlertView[] {
  const before = alertsOf(factsWith(facts), [], now - heldMs);
  return alertsOf(factsWith(facts), before, now);
}

describe('there is no alert', () => {
  test.each<[string, Partial<AlertFacts>]>([
    ['when all is well', {}],
    [
      'when nothing is known',
      { ...stagesWith('loader', { status: null, lagSeconds: null }), badShare: null },
    ],
    ['when a stage only falls behind', stagesWith('loader', { status: 'WARN' })],
    ['at the limit of the validator', stagesWith('validator', { lagSeconds: 300 })],
    ['at the limit of the loader', stagesWith('loader', { lagSeconds: 600 })],
    ['at the limit of dead letters', { badShare: 0.05 }],
    [
      'when a generator is silent, which need not be there',
      { workers: [instance({ worker: 'generator', answers: false })] },
    ],
    [
      'when a worker is not ready, but no part is in trouble',
      { workers: [instance({ notReady: 'takes over' })] },
    ],
  ])('%s', (_, facts) => expect(alertsOf(factsWith(facts), [], now)).toEqual([]));
});

describe('the alert', () => {
  test.each<[string, Partial<AlertFacts>, string, string]>([
    [
      'NobodyHoldsPartitions',
      stagesWith('loader', { status: 'STOP', says: 'No loader is there' }),
      'loader',
      'No loader is there',
    ],
    [
      'WorkerIsDown',
      { workers: [instance({ answers: false }), instance({ worker: 'loader' })] },
      'validator',
      'The validator at localhost:9465 does not answer on /metrics',
    ],
    [
      'WorkerStandsStill',
      stagesWith('validator', { status: 'STALL', says: 'It stands still' }),
      'validator',
      'It stands still',
    ],
    [
      'PartInTrouble',
      { workers: [instance({ worker: 'loader', troubles: ['S3'], notReady: 'S3 is not reachable' })] },
      'loader',
      'S3 does not work for the loader: S3 is not reachable',
    ],
    [
      'PartInTrouble',
      { workers: [instance({ worker: 'generator', troubles: ['Kafka'] })] },
      'source',
      'Kafka does not work for the generator',
    ],
    [
      'ValidatorIsLate',
      stagesWith('validator', { lagSeconds: 301 }),
      'validator',
      'A record has waited for the validator for 301 s',
    ],
    [
      'LoaderIsLate',
      stagesWith('loader', { lagSeconds: 601 }),
      'loader',
      'A record has waited for the loader for 601 s',
    ],
    [
      'ManyDeadLetters',
      { badShare: 0.0731 },
      'dlq',
      '7.3 % of the records of the last hour are dead letters',
    ],
    [
      'RecordCannotBeLoaded',
      { unloadable: 1 },
      'loader',
      'The loader refused 1 record of the last hour that a validator had let pass: a fault of ours',
    ],
  ])('%s says where it hurts, and what is so', (name, facts, at, says) => {
    const [alert, ...others] = alertsOf(factsWith(facts), [], now);
    expect(alert).toMatchObject({ name, at, says });
    expect(others).toEqual([]);
  });

  test('is told of each stage and worker that it is so of, the worst alert first', () => {
    const stopped = { ...stage, status: 'STOP' as const };
    const facts = { stages: { validator: stopped, loader: stopped }, badShare: 1 };
    expect(alertsAfter(600_000, facts).map(({ name, at }) => [name, at])).toEqual([
      ['NobodyHoldsPartitions', 'validator'],
      ['NobodyHoldsPartitions', 'loader'],
      ['ManyDeadLetters', 'dlq'],
    ]);
  });
});

describe('since when it holds', () => {
  const held = (facts: Partial<AlertFacts>, before: AlertView[], at: number) =>
    alertsOf(factsWith(facts), before, at).map(({ about, since }) => [about, since]);
  const silent = (...addresses: string[]) => ({
    workers: addresses.map((address) => instance({ address, answers: false })),
  });

  test('is kept for each by itself, whatever its words become meanwhile', () => {
    const first = alertsOf(factsWith(silent('a')), [], now);
    expect(held(silent('a', 'b'), first, now + 1_000)).toEqual([
      ['a', now],
      ['b', now + 1_000],
    ]);
    const late = alertsOf(factsWith(stagesWith('loader', { lagSeconds: 700 })), [], now);
    expect(held(stagesWith('loader', { lagSeconds: 800 }), late, now + 1_000)).toEqual([['loader', now]]);
  });

  test('begins anew when it was over', () => {
    const over = alertsOf(factsWith({}), alertsOf(factsWith(silent('a')), [], now), now + 1_000);
    expect(held(silent('a'), over, now + 2_000)).toEqual([['a', now + 2_000]]);
  });

  test('puts what fires before what is pending', () => {
    const facts = { ...stagesWith('loader', { status: 'STOP' }), unloadable: 1 };
    expect(alertsAfter(299_999, facts).map(({ name, state }) => [name, state])).toEqual([
      ['RecordCannotBeLoaded', 'firing'],
      ['NobodyHoldsPartitions', 'pending'],
    ]);
  });
});

/** The alerts of Prometheus; one name may stand for a page and a ticket. */
const known = textOf('infra/monitoring/alerts.yml')
  .split(/^ {6}- alert: /m)
  .slice(1)
  .map((block) => ({
    name: block.slice(0, block.indexOf('\n')),
    severity: /^ {8}labels: \{ severity: (\w+) \}$/m.exec(block)?.[1],
    runbook: /^ {10}runbook: (\S+)$/m.exec(block)?.[1],
    expr: /^ {8}expr: (.+)$/m.exec(block)![1]!,
    forMinutes: Number(/^ {8}for: (.+)$/m.exec(block)?.[1]?.replace(/m$/, '') ?? 0),
  }));

function knownAs({ name, severity }: Pick<AlertView, 'name' | 'severity'>) {
  return known.find((alert) => alert.name === name && alert.severity === severity);
}

describe.each(alertTable)('the alert $name', ({ name, severity }) => {
  const everything: Partial<AlertFacts> = {
    stages: {
      validator: { ...stage, status: 'STOP', lagSeconds: 9_999 },
      loader: { ...stage, status: 'STALL', lagSeconds: 9_999 },
    },
    workers: [instance({ answers: false, troubles: ['S3'] })],
    badShare: 1,
    unloadable: 1,
  };
  const afterMs = (heldMs: number) => alertsAfter(heldMs, everything).find((alert) => alert.name === name)!;

  test('is one of infra/monitoring, with its severity and its chapter in the guide', () => {
    const { runbook } = afterMs(0);
    expect(knownAs({ name, severity })?.runbook).toBe(runbook);
    const chapters = textOf('docs/operations.md').matchAll(/^### (Alert: .+)$/gm);
    const anchors = [...chapters].map(([, title]) =>
      title!.toLowerCase().replaceAll(': ', '-').replaceAll(' ', '-'),
    );
    expect(anchors).toContain(runbook.split('#')[1]);
  });

  test('fires when it has held for as long as Prometheus waits', () => {
    const forMs = knownAs({ name, severity })!.forMinutes * 60_000;
    expect(afterMs(forMs).state).toBe('firing');
    if (forMs > 0) expect(afterMs(forMs - 1).state).toBe('pending');
  });
});

test.each<[string, (limit: number) => Partial<AlertFacts>]>([
  ['ValidatorIsLate', (limit) => stagesWith('validator', { lagSeconds: limit })],
  ['LoaderIsLate', (limit) => stagesWith('loader', { lagSeconds: limit })],
  ['ManyDeadLetters', (limit) => ({ badShare: limit })],
])('%s has the limit that it has for Prometheus', (name, at) => {
  const limit = Number(/> ([\d.]+)$/.exec(known.find((alert) => alert.name === name)!.expr)![1]);
  expect(alertsOf(factsWith(at(limit)), [], now)).toEqual([]);
  expect(alertsOf(factsWith(at(limit * 1.001)), [], now)).toMatchObject([{ name }]);
});

test.each(['generator', 'validator', 'loader'])('that a %s is down is told as for Prometheus', (name) => {
  const { expr } = knownAs({ name: 'WorkerIsDown', severity: 'page' })!;
  const isDown = factsWith({ workers: [instance({ worker: name, answers: false })] });
  expect(alertsOf(isDown, [], now).length > 0).toBe(expr.includes(`up{job="${name}"} == 0`));
});

test('that the console is down, which cannot say so itself, Prometheus tells', () => {
  expect(knownAs({ name: 'WorkerIsDown', severity: 'ticket' })?.expr).toContain('up{job="console"} == 0');
});
