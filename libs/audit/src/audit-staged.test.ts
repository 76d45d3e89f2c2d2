import { expect, test } from '@jest/globals';
import type { StoredObject } from '@cdr/object-store';
import { auditStaged } from './audit-staged.ts';
import { createBatchBook } from './batch-book.ts';
import { createProblems } from './problems.ts';

const hourMs = 3_600_000;
const now = Date.now();

/** The three objects of a batch, or some of them. */
function objectsOf(
  batchId: string,
  hoursOld = 0,
  names = ['_SUCCESS', 'manifest.json', 'part-00000.parquet'],
) {
  return names.map((name): StoredObject => ({
    key: `telecom_data/batch_id=${batchId}/${name}`,
    bytes: name.endsWith('.parquet') ? 100 : 0,
    modifiedAt: now - hoursOld * hourMs,
  }));
}

/** Audits a ledger of batches, by their age in hours, against these objects. */
async function audited(
  batches: Record<string, number>,
  objects: StoredObject[],
  loadedMeanwhile: string[] = [],
) {
  const book = createBatchBook();
  const nothing = {
    staged: 0,
    loaded: 0,
    alreadyLoaded: 0,
    conflicts: 0,
    unloadable: 0,
    inRanges: 0,
    tableRows: 0,
  };
  for (const [batchId, hoursOld] of Object.entries(batches))
    book.add({ batchId, ...nothing, files: 1, bytes: 100, committedAt: now - hoursOld * hourMs });
  const problems = createProblems();
  const store = {
    async *list() {
      yield* objects.sort((a, b) => (a.key < b.key ? -1 : 1));
    },
  };
  const ledger = {
    knownBatches: async (ids: readonly string[]) => new Set(ids.filter((id) => loadedMeanwhile.includes(id))),
  };
  const found = await auditStaged(store, ledger, book, problems);
  return { ...found, says: problems.all().map(({ says }) => says) };
}

test('what the ledger says was staged is on S3', async () => {
  const { says, staged } = await audited({ a: 0, b: 1 }, [...objectsOf('a'), ...objectsOf('b')]);
  expect(says).toEqual([]);
  expect(staged).toEqual({ whole: 2, expired: 0 });
});

test.each([
  ['all of it', [], 'has nothing of it'],
  ['the manifest', ['_SUCCESS', 'part-00000.parquet'], 'has no manifest.json'],
  ['the sign that it is complete', ['manifest.json', 'part-00000.parquet'], 'has no _SUCCESS'],
  ['a file', ['_SUCCESS', 'manifest.json'], 'has 0 files of 0 bytes, and not 1 of 100,'],
])('a batch not a day old must be whole: %s is missing', async (_, names, what) => {
  const { says } = await audited({ young: 23 }, objectsOf('young', 23, names));
  expect(says).toEqual([`batch young is loaded, but S3 ${what} in telecom_data/batch_id=young`]);
});

test('older batches may be gone, as a lifecycle rule takes them: from the oldest on, some parts earlier', async () => {
  const { says, staged } = await audited({ oldest: 1_000, older: 900, cut: 720, kept: 719, young: 1 }, [
    ...objectsOf('cut', 720, ['_SUCCESS']),
    ...objectsOf('kept', 719),
    ...objectsOf('young', 1),
  ]);
  expect(says).toEqual([]);
  expect(staged).toEqual({ whole: 2, expired: 3 });
});

test('a batch that is gone though S3 has much older ones whole was removed by somebody', async () => {
  const { says } = await audited({ old: 720, gone: 400 }, objectsOf('old', 720));
  expect(says).toEqual(['batch gone is loaded, but S3 has nothing of it in telecom_data/batch_id=gone']);
});

test('a batch without a row in the ledger is listed and breaks nothing, unless it was loaded meanwhile', async () => {
  const objects = [
    ...objectsOf('left', 2, ['part-00000.parquet', 'part-00001.parquet']),
    ...objectsOf('new'),
  ];
  const { says, orphanedBatches } = await audited({}, objects, ['new']);
  expect(says).toEqual([]);
  expect(orphanedBatches).toEqual([
    { batchId: 'left', files: 2, bytes: 200, ageSeconds: expect.closeTo(7_200, -1) },
  ]);
});
