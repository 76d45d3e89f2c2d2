import { describe, expect, test } from '@jest/globals';
import type { AlertView, FlowView } from '../api.ts';
import type { FlowFacts } from './flow-facts.ts';
import { flowView } from './flow-view.ts';
import type { Look } from './look.ts';
import { instance, type LookFacts, looksUpTo, pipeline } from './looks.fixture.ts';

const now = 1_000_000;

function view(looks: readonly Look[], facts: Partial<FlowFacts> = {}, alertsBefore?: AlertView[]) {
  const unknown = () => undefined;
  const times = { validator: unknown, loader: unknown };
  const letters = { badShare: 0, unloadable: 0 };
  return flowView({ looks, pipeline, times, sourceAt: now, ...letters, ...facts }, alertsBefore);
}

/** What is seen at each of these looks, one after the other. */
function following(looks: readonly Look[]): FlowView[] {
  const views: FlowView[] = [];
  for (const n of looks.keys()) views.push(view(looks.slice(0, n + 1), {}, views.at(-1)?.health.alerts));
  return views;
}

/** Two minutes of looks at a pipeline in which a hundred records come between two of them. */
function running(facts: (n: number) => LookFacts = () => ({})) {
  return looksUpTo(now, 61, (n) => ({ raw: [n * 100], dlq: [n], ...facts(n) }));
}

describe('of a pipeline that runs well', () => {
  const seen = view(running((n) => ({ lastLoad: { at: now, rows: 100, batchId: `b${n}`, tookMs: 2_000 } })));

  test('all stages are OK, and the sentence says so', () => {
    expect(seen.stages).toMatchObject({
      validator: { status: 'OK', says: 'nothing waits', members: 1, lagRecords: 0, lagSeconds: 0 },
      loader: { status: 'OK', says: 'nothing waits', members: 1, lagRecords: 0, lagSeconds: 0 },
    });
    expect(seen.health).toEqual({
      level: 'well',
      headline: 'All is well: every record that came until now is in the table or in the dead letters',
      alerts: [],
    });
    expect([seen.completeUntil, seen.outages]).toEqual([now, []]);
  });

  test('rates are of the last minute', () => {
    expect(seen.topics.raw).toEqual({ name: 'raw', perMinute: 3_000, held: 6_000 });
    expect(seen.topics.dlq).toEqual({ name: 'dlq', perMinute: 30, held: 60 });
    expect(seen.warehouse).toEqual({
      kind: 'PostgreSQL',
      rowsPerSecond: 50,
      lastLoad: { at: now, rows: 100, batchId: 'b60', tookMs: 2_000 },
    });
  });
});

test('of a first look, what takes two is not known', () => {
  const seen = view(looksUpTo(now, 1, () => ({ raw: [5], validated: [3] })));
  expect(seen.topics.raw.perMinute).toBeNull();
  expect(seen.stages.validator).toMatchObject({ status: 'OK', lagRecords: 2, lagSeconds: null });
  expect(seen.completeUntil).toBeNull();
  expect(seen.health.headline).toBe('2 records wait; since when, is not known yet');
});

test('of a loader that stands still it says so, and until when the table is complete', () => {
  const seen = view(running((n) => ({ loaded: [Math.min(n, 20) * 100] })));
  expect(seen.stages.validator.status).toBe('OK');
  expect(seen.stages.loader).toMatchObject({ status: 'STALL', lagRecords: 4_000, lagSeconds: 80 });
  expect(seen.completeUntil).toBe(now - 80_000);
  expect(seen.health).toMatchObject({
    level: 'broken',
    headline: 'The loader has dealt with nothing in any partition for 60 s; 4,000 records wait',
    alerts: [{ name: 'WorkerStandsStill', at: 'loader', state: 'pending' }],
  });
});

test('a loader that waits longer for a batch is judged over a longer time', () => {
  const redshift = { pipeline: { ...pipeline, warehouse: 'Redshift' as const } };
  const still = (looks: number, facts: Partial<FlowFacts>, lastLoad?: LookFacts['lastLoad']) =>
    view(
      looksUpTo(now, looks, (n) => ({ raw: [1 + n * 100], loaded: [0], ...(lastLoad && { lastLoad }) })),
      facts,
    ).stages.loader.status;
  expect([still(31, {}), still(31, redshift), still(91, redshift), still(106, redshift)]).toEqual([
    'STALL',
    'OK',
    null,
    'STALL',
  ]);
  const slow = { at: now, rows: 1, batchId: 'b', tookMs: 60_000 };
  expect([still(31, {}, slow), still(106, {}, slow)]).toEqual(['OK', 'STALL']);
});

test('the usual load counts, not one that has met an outage', () => {
  const stalled = looksUpTo(now, 61, (n) => ({
    raw: [n * 100],
    loaded: [n < 5 ? n : 5],
    lastLoad: { at: now, rows: 1, batchId: `b${Math.min(n, 5)}`, tookMs: n === 2 ? 600_000 : 2_000 },
  }));
  expect(view(stalled).stages.loader.status).toBe('STALL');
});

test('a worker that misses answers is down when it has for a minute, and until then all may be well', () => {
  const seen = (answers: (n: number) => boolean) =>
    following(running((n) => ({ workers: [instance({ answers: answers(n) })] }))).map(
      ({ health: { level, alerts } }) => [level, ...alerts.map(({ state }) => state)].join(' '),
    );
  const silent = seen((n) => n < 30);
  expect([silent[29], silent[30], silent[59], silent[60]]).toEqual([
    'well',
    'well pending',
    'well pending',
    'broken firing',
  ]);
  const silentTwice = seen((n) => n < 20 || n === 40);
  expect(silentTwice.slice(39, 42)).toEqual(['well pending', 'well', 'well pending']);
  expect(silentTwice[60]).toBe('well pending');
});

test('of a group that nobody is in it says who is missing', () => {
  const seen = view(running(() => ({ validators: 0 })));
  expect(seen.stages).toMatchObject({ validator: { status: 'STOP', members: 0 }, loader: { status: 'OK' } });
  expect(seen.health).toMatchObject({
    level: 'broken',
    headline: 'No validator is in the group validators; nothing waits',
    alerts: [{ name: 'NobodyHoldsPartitions', at: 'validator', severity: 'page', state: 'pending' }],
  });
});

describe('an outage', () => {
  const nothing = { status: null, members: null, lagRecords: null, lagSeconds: null, partitions: [] };

  test('of Kafka leaves nothing known of the stages, whatever was seen before', () => {
    const seen = view(running((n) => (n === 60 ? { kafkaDown: 'no broker' } : {})));
    expect(seen.stages).toMatchObject({ validator: nothing, loader: nothing });
    expect([seen.completeUntil, seen.topics.raw.perMinute, seen.warehouse.rowsPerSecond]).toEqual([
      null,
      null,
      50,
    ]);
    expect(seen.outages).toEqual([{ part: 'Kafka', says: 'no broker' }]);
    expect(seen.health).toMatchObject({
      level: 'broken',
      headline: 'Kafka does not answer the console: no broker',
    });
  });

  test('of the warehouse leaves the validators known, and nothing of the loaders', () => {
    const seen = view(running((n) => (n === 60 ? { warehouseDown: 'gone' } : {})));
    expect(seen.stages.validator).toMatchObject({ status: 'OK', lagSeconds: 0 });
    expect(seen.stages.loader).toMatchObject(nothing);
    expect(seen.warehouse).toMatchObject({ lastLoad: null, rowsPerSecond: null });
    expect([seen.completeUntil, seen.topics.raw.perMinute]).toEqual([null, 3_000]);
    expect(seen.health.headline).toBe('The warehouse does not answer the console: gone');
  });
});

describe('of the source it says', () => {
  test.each<[string, number | null, string]>([
    ['that records come', now - 300_000, 'Records come'],
    ['since when none does', now - 420_000, 'Quiet: no record for 7 min'],
    ['that none has come yet', null, 'No record has come since the console looks'],
  ])('%s', (_, sourceAt, says) => {
    expect(view(running(), { sourceAt }).source).toEqual({ lastAt: sourceAt, says });
  });
});

test('workers are shown without what is judged by, and their troubles become alerts', () => {
  const looks = looksUpTo(now, 1, () => ({
    workers: [instance({ troubles: ['Kafka'], notReady: 'Kafka is not reachable' })],
  }));
  const seen = view(looks);
  expect(seen.workers).toEqual([
    {
      worker: 'validator',
      address: 'localhost:9465',
      answers: true,
      version: '1',
      startedAt: 1_000,
      notReady: 'Kafka is not reachable',
    },
  ]);
  expect(seen.health.headline).toBe('Kafka does not work for the validator: Kafka is not reachable');
});
