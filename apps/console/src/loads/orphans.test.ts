import { stagedBatches, type StoredObject } from '@cdr/object-store';
import { describe, expect, test } from '@jest/globals';
import { findOrphans } from './orphans.ts';

const now = 10_000_000;
const minuteMs = 60_000;

/** A batch of one part on S3, as old as this. */
function folder(batchId: string, ageMinutes: number): StoredObject[] {
  const modifiedAt = now - ageMinutes * minuteMs;
  return ['manifest.json', 'part-0.parquet'].map((name) => ({
    key: `${stagedBatches}${batchId}/${name}`,
    bytes: 100,
    modifiedAt,
  }));
}

async function orphansOf(objects: StoredObject[], known: string[] = []) {
  const asked: number[] = [];
  const listing = {
    async *list() {
      yield* objects;
    },
  };
  const ledger = {
    knownBatches: async (ids: readonly string[]) => {
      asked.push(ids.length);
      return new Set(ids.filter((id) => known.includes(id)));
    },
  };
  return { ...(await findOrphans(listing, ledger, now)), asked };
}

describe('a batch on S3 is an orphan', () => {
  test('when the ledger does not know it', async () => {
    const { batches, at } = await orphansOf([...folder('a', 20), ...folder('b', 20)], ['a']);
    expect(batches).toEqual([{ batchId: 'b', files: 1, bytes: 100, ageSeconds: 1_200 }]);
    expect(at).toBe(now);
  });

  test('but not while it may be on its way into the table', async () => {
    const { batches } = await orphansOf([...folder('a', 9.9), ...folder('b', 10)]);
    expect(batches.map(({ batchId }) => batchId)).toEqual(['b']);
  });
});

test('many are looked up a thousand at a time, and the first fifty are shown', async () => {
  const ids = Array.from({ length: 1_001 }, (_, n) => `b${String(n).padStart(4, '0')}`);
  const { batches, asked } = await orphansOf(
    ids.flatMap((id) => folder(id, 60)),
    ids.slice(0, 990),
  );
  expect(asked).toEqual([1_000, 1]);
  expect(batches.map(({ batchId }) => batchId)).toEqual(ids.slice(990));
  expect((await orphansOf(ids.flatMap((id) => folder(id, 60)))).batches).toHaveLength(50);
});
