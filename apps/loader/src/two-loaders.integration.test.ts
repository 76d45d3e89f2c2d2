import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { migrateWarehouse, type StartedParts, startParts } from '@cdr/infra';
import { ask } from './real-parts.fixture.ts';
import { leavingOut, race, type StagedLoader, stageLoader } from './two-loaders.fixture.ts';
import * as sql from './warehouse/statements.ts';

let parts: StartedParts<{ warehouse: true }>;
let url: string;
let worlds = 0;
const loaders: StagedLoader[] = [];

beforeAll(async () => {
  parts = await startParts({ warehouse: true });
  url = parts.warehouse.url;
});
afterAll(() => parts.stop());
afterEach(async () => {
  await Promise.all(loaders.splice(0).map((loader) => loader.end()));
});

/** Two loaders that have staged one call, from these partitions of a topic that no other test knows. */
async function twoLoaders(level: string, partitions: readonly [number, number]) {
  const topic = `race-${(worlds += 1)}`;
  const callId = `call-${worlds}`;
  await migrateWarehouse({ url, topic, partitions: 2 });
  const stage = (partition: number, batch: string) =>
    stageLoader({ url, level, topic, partition, batchId: `${topic}-${batch}`, callId });
  const pair = [await stage(partitions[0], 'a'), await stage(partitions[1], 'b')] as const;
  loaders.push(...pair);

  async function count(from: string, where: string): Promise<number> {
    const [row] = await ask(url, `SELECT count(*)::int AS n FROM telecom.${from} WHERE ${where}`);
    return row!['n'] as number;
  }
  return {
    pair,
    rows: () => count('telecom_data', `call_id = '${callId}'`),
    ranges: () => count('load_range', `topic = '${topic}'`),
  };
}

const committed = { kind: 'committed', loaded: 1, alreadyLoaded: 0 };
const notSerializable = '40001'; // the loader begins anew from the positions in the warehouse

describe.each(['read committed', 'repeatable read', 'serializable'])('at %s', (level) => {
  test('one call from two partitions becomes one row: the second loader waits at the gate and then sees it', async () => {
    const { pair, rows, ranges } = await twoLoaders(level, [0, 1]);
    expect(await race(url, pair)).toEqual({
      waitedFor: 'telecom.load_gate',
      outcomes: [committed, { kind: 'committed', loaded: 0, alreadyLoaded: 1 }],
    });
    expect([await rows(), await ranges()]).toEqual([1, 2]);
  });

  test('one batch of one partition is loaded once: the second loader is told that the position has moved on', async () => {
    const { pair, rows, ranges } = await twoLoaders(level, [0, 0]);
    expect(await race(url, pair)).toEqual({
      waitedFor: 'telecom.load_gate',
      outcomes: [committed, { kind: 'moved-on' }],
    });
    expect([await rows(), await ranges()]).toEqual([1, 1]);
  });

  test('without comparing the position, the ledger would count the batch twice', async () => {
    const { pair, ranges } = await twoLoaders(level, [0, 0]);
    await race(url, pair, leavingOut(sql.movePosition));
    expect(await ranges()).toBe(2);
  });
});

// The same race with the gate's two statements left out: what they are there for.
describe.each([
  ['read committed', [committed, committed], 2],
  ['repeatable read', [committed, committed], 2],
  ['serializable', [notSerializable, committed], 1],
] as const)('without the gate, at %s', (level, outcomes, rowsInTable) => {
  test(`one call from two partitions becomes ${rowsInTable} of 2 rows`, async () => {
    const { pair, rows } = await twoLoaders(level, [0, 1]);
    const noGate = leavingOut(sql.lockGate, sql.bumpGate);
    expect(await race(url, pair, noGate)).toEqual({ waitedFor: null, outcomes });
    expect(await rows()).toBe(rowsInTable);
  });
});

// PostgreSQL would be content with one of the two statements; a warehouse that fixes its snapshot before the lock is
// granted needs the bump, one that locks no rows needs the lock.
describe.each([
  ['the bump', sql.bumpGate, 'read committed'],
  ['the bump', sql.bumpGate, 'repeatable read'],
  ['the lock', sql.lockGate, 'read committed'],
  ['the lock', sql.lockGate, 'repeatable read'],
])('without %s of the gate', (_, statement, level) => {
  test(`one call from two partitions still becomes one row at ${level}`, async () => {
    const { pair, rows } = await twoLoaders(level, [0, 1]);
    const { waitedFor } = await race(url, pair, leavingOut(statement));
    expect(waitedFor).not.toBeNull();
    expect(await rows()).toBe(1);
  });
});
