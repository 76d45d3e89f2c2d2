import { expect, test } from '@jest/globals';
import { findOrphans } from './find-orphans.ts';
import { batchesOf, createMemoryBucket, ledgerOf } from './testing/memory-bucket.ts';

const part = 'part-00000.parquet';

test('an orphan is what the ledger does not know, and of which not even the youngest object is too young', async () => {
  const { store } = createMemoryBucket(
    batchesOf({
      loaded: { [part]: { modifiedAt: 10 } },
      old: { [part]: { modifiedAt: 20 }, _SUCCESS: { modifiedAt: 50 } },
      older: { [part]: { modifiedAt: 30, body: 'PAR1' } },
      growing: { [part]: { modifiedAt: 20 }, 'part-00001.parquet': { modifiedAt: 51 } },
    }),
  );
  const look = await findOrphans(store, ledgerOf('loaded'), 50);
  expect(look).toMatchObject({ batches: 4, inLedger: 1, young: 1 });
  expect(look.orphans.map(({ batchId, files, bytes }) => [batchId, files, bytes])).toEqual([
    ['older', 1, 4],
    ['old', 1, 0],
  ]);
});

test('the ledger is asked about a thousand at a time, and about all', async () => {
  const ids = Array.from({ length: 2_001 }, (_, n) => `b${n}`);
  const { store } = createMemoryBucket(batchesOf(Object.fromEntries(ids.map((id) => [id, { [part]: {} }]))));
  const asked: number[] = [];
  const ledger = {
    async knownBatches(some: readonly string[]) {
      asked.push(some.length);
      return new Set(some.filter((id) => id !== 'b7'));
    },
  };
  const look = await findOrphans(store, ledger, 50);
  expect(look.orphans.map(({ batchId }) => batchId)).toEqual(['b7']);
  expect(asked).toEqual([1_000, 1_000, 1]);
});

test('a ledger that knows none of the batches is taken for that of another pipeline', async () => {
  const { store } = createMemoryBucket(batchesOf({ a: { [part]: {} }, b: { [part]: { modifiedAt: 90 } } }));
  await expect(findOrphans(store, ledgerOf('elsewhere'), 50)).rejects.toThrow(
    /^not one of the 2 batches on S3 is in telecom\.load_batch: are WAREHOUSE_URL and S3_BUCKET of the same pipeline\?/,
  );
});

test('an empty bucket has none', async () => {
  const look = await findOrphans(createMemoryBucket({}).store, ledgerOf(), 50);
  expect(look).toEqual({ batches: 0, inLedger: 0, young: 0, orphans: [] });
});
