import { describe, expect, test } from '@jest/globals';
import type { StagedFolder } from '@cdr/audit';
import { type SweepParts, sweepOrphans } from './sweep-orphans.ts';
import { batchesOf, createMemoryBucket, ledgerOf, manifestFrom } from '@cdr/audit/testing';

const part = 'part-00000.parquet';
const whole = { [part]: {}, 'manifest.json': { body: manifestFrom(3) }, _SUCCESS: {} };

function orphan(batchId: string): StagedFolder {
  return { batchId, files: 1, bytes: 10, hasManifest: true, hasSuccess: true, modifiedAt: 20 };
}

function sweepIn(
  bucket: ReturnType<typeof createMemoryBucket>,
  ids: string[],
  more: Partial<SweepParts> = {},
) {
  return sweepOrphans(ids.map(orphan), {
    store: bucket.store,
    ledger: ledgerOf(),
    positionsOf: async (topic) => new Map(topic === 'clean' ? [[0, 8]] : []),
    youngest: 50,
    limit: 100,
    remove: true,
    ...more,
  });
}

describe('an orphaned batch', () => {
  test('is removed whole: first what says that it is complete, then its manifest, then its files', async () => {
    const bucket = createMemoryBucket(batchesOf({ b: whole }));
    const swept = { batchId: 'b', files: 1, bytes: 10, modifiedAt: 20, fate: 'removed' };
    expect(await sweepIn(bucket, ['b'])).toEqual({ batches: [swept], stopped: null });
    expect(bucket.removed).toEqual(
      ['_SUCCESS', 'manifest.json', part].map((name) => `telecom_data/batch_id=b/${name}`),
    );
  });

  test('stays when one only looks', async () => {
    const bucket = createMemoryBucket(batchesOf({ b: whole }));
    const { batches } = await sweepIn(bucket, ['b'], { remove: false });
    expect([batches[0]!.fate, bucket.removed]).toEqual(['removable', []]);
  });

  test('without a manifest was never complete, and goes', async () => {
    const bucket = createMemoryBucket(batchesOf({ b: { [part]: {} } }));
    expect((await sweepIn(bucket, ['b'])).batches[0]!.fate).toBe('removed');
  });

  test.each<[string, Record<string, { body?: string; modifiedAt?: number }>, Partial<SweepParts>]>([
    ['loaded-meanwhile', whole, { ledger: ledgerOf('b') }],
    ['written-meanwhile', { ...whole, 'part-00001.parquet': { modifiedAt: 51 } }, {}],
    ['loadable', { ...whole, 'manifest.json': { body: manifestFrom(8) } }, {}],
    ['elsewhere', { ...whole, 'manifest.json': { body: manifestFrom(3, 'another.clean') } }, {}],
    ['unreadable-manifest', { ...whole, 'manifest.json': { body: '{' } }, {}],
    ['foreign-objects', { ...whole, 'notes.txt': {} }, {}],
  ])('is kept when it is %s', async (fate, objects, more) => {
    const bucket = createMemoryBucket(batchesOf({ b: objects }));
    expect((await sweepIn(bucket, ['b'], more)).batches[0]!.fate).toBe(fate);
    expect(bucket.removed).toEqual([]);
  });

  test('that is gone by now was removed by somebody else', async () => {
    const bucket = createMemoryBucket({});
    expect(await sweepIn(bucket, ['b'])).toMatchObject({
      batches: [{ fate: 'gone-meanwhile' }],
      stopped: null,
    });
    expect(bucket.removed).toEqual([]);
  });

  test('whose manifest goes while it is looked at is left to whoever removes it, and the next one goes', async () => {
    const bucket = createMemoryBucket(batchesOf({ a: whole, b: whole }));
    const store = {
      ...bucket.store,
      async *list(prefix: string) {
        yield* bucket.store.list(prefix);
        if (prefix.endsWith('=a/')) await bucket.store.remove(`${prefix}manifest.json`);
      },
    };
    const { batches, stopped } = await sweepIn(bucket, ['a', 'b'], { store });
    expect([batches.map(({ fate }) => fate), stopped]).toEqual([['gone-meanwhile', 'removed'], null]);
    expect(bucket.keys()).toContain(`telecom_data/batch_id=a/${part}`);
  });

  test('is looked up in the ledger right before it is removed, each for itself', async () => {
    const bucket = createMemoryBucket(batchesOf({ a: whole, b: whole }));
    const steps: string[] = [];
    const ledger = {
      async knownBatches(ids: readonly string[]) {
        steps.push(`look up ${ids.join()} after ${bucket.removed.length} removals`);
        return new Set<string>();
      },
    };
    await sweepIn(bucket, ['a', 'b'], { ledger });
    expect(steps).toEqual(['look up a after 0 removals', 'look up b after 3 removals']);
  });
});

describe('a sweep', () => {
  test('removes as many as it may, and those that are kept do not count', async () => {
    const kept = { ...whole, 'notes.txt': {} };
    const bucket = createMemoryBucket(batchesOf({ a: kept, b: whole, c: whole, d: whole }));
    const { batches } = await sweepIn(bucket, ['a', 'b', 'c', 'd'], { limit: 2 });
    expect(batches.map(({ batchId, fate }) => `${batchId} ${fate}`)).toEqual([
      'a foreign-objects',
      'b removed',
      'c removed',
    ]);
  });

  test('that breaks off says what is removed; the next one removes the rest', async () => {
    const bucket = createMemoryBucket(batchesOf({ a: whole, b: whole }));
    bucket.script.failsAt = `telecom_data/batch_id=b/${part}`;
    expect(await sweepIn(bucket, ['a', 'b'])).toMatchObject({
      batches: [{ batchId: 'a', fate: 'removed' }],
      stopped: `removing telecom_data/batch_id=b/${part}: gone away. "npm run connections" tries each part and says what to do`,
    });
    expect(bucket.keys()).toEqual([`telecom_data/batch_id=b/${part}`]);
    expect(await sweepIn(bucket, ['b'])).toMatchObject({ batches: [{ fate: 'removed' }], stopped: null });
    expect(bucket.keys()).toEqual([]);
  });

  test('that meets a bug does not say to type the same again', async () => {
    const bug = new TypeError('Cannot read properties of undefined');
    const bucket = createMemoryBucket(batchesOf({ b: whole }));
    const positionsOf = () => Promise.reject(bug);
    await expect(sweepIn(bucket, ['b'], { positionsOf })).rejects.toThrow(bug);
  });
});
