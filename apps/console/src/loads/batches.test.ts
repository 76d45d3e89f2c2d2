import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { answering } from '../warehouse-answers.fixture.ts';
import type { WarehouseQuestions } from '../warehouse-questions.ts';
import { readBatch, readBatches, readCuts } from './batches.ts';

/** A batch as the driver gives it; numbers of eight bytes come as text. */
function stored(batchId: string, committedText = '2026-11-28 10:00:02.5') {
  return {
    batch_id: batchId,
    cut_reason: 'age',
    rows_staged: 10,
    rows_loaded: 7,
    rows_already_loaded: 1,
    rows_conflict: 2,
    rows_unloadable: 0,
    files: 1,
    bytes: '5000000000',
    opened: '1000.250000',
    staged: '1500.500000',
    committed: '2500.750000',
    committed_text: committedText,
  };
}

test('a batch is shown with how long each of its phases took', async () => {
  const { warehouse } = answering({ load_batch: [stored('b1')] });
  expect(await readBatches(warehouse, undefined)).toEqual({
    batches: [
      {
        batchId: 'b1',
        committedAt: 2_500.75,
        cut: 'age',
        rows: 10,
        loaded: 7,
        alreadyLoaded: 1,
        conflicts: 2,
        unloadable: 0,
        files: 1,
        bytes: 5_000_000_000,
        phases: [
          { phase: 'collecting and staging', ms: 500.25 },
          { phase: 'loading', ms: 1_000.25 },
        ],
      },
    ],
    next: null,
  });
});

/** A warehouse that does with a page what SQL does: behind time and name, the newest first, no more than the limit. */
function holding(batches: readonly ReturnType<typeof stored>[]): WarehouseQuestions {
  const exact = (text: string) => text.padEnd(20, '.').padEnd(26, '0');
  const places = batches.map((batch) => ({ batch, at: exact(batch.committed_text), id: batch.batch_id }));
  const sorted = places.toSorted((a, b) => (a.at === b.at ? (a.id < b.id ? 1 : -1) : a.at < b.at ? 1 : -1));
  return {
    ask: async <R extends object>(_: string, statement: string, values: readonly unknown[] = []) => {
      const [time, name] = values as [string, string];
      const found = sorted.filter(({ at, id }) => at < exact(time) || (at === exact(time) && id < name));
      return found
        .slice(0, Number(/LIMIT (\d+)/.exec(statement)![1]))
        .map(({ batch }) => batch) as object[] as R[];
    },
    close: () => undefined,
  };
}

describe('page by page', () => {
  test('each batch is seen once, also where many were committed in the same microsecond', async () => {
    const micros = fc.constantFrom('', '.1', '.100001', '.100002', '.999999');
    await fc.assert(
      fc.asyncProperty(fc.array(micros, { minLength: 40, maxLength: 120 }), async (fractions) => {
        const batches = fractions.map((fraction, n) => stored(`b-${n}`, `2026-11-28 10:00:02${fraction}`));
        const seen: string[] = [];
        let after: string | undefined;
        do {
          const page = await readBatches(holding(batches), after);
          seen.push(...page.batches.map(({ batchId }) => batchId));
          after = page.next ?? undefined;
        } while (after !== undefined);
        expect(seen.toSorted()).toEqual(batches.map(({ batch_id: id }) => id).toSorted());
      }),
      { numRuns: 30 },
    );
  });

  test('a page that has just room for the rest is the last one', async () => {
    const nextOf = async (count: number) =>
      (await readBatches(holding(Array.from({ length: count }, (_, n) => stored(`b-${n}`))), undefined)).next;
    expect(await nextOf(50)).toBeNull();
    expect(await nextOf(51)).toMatch(/^2026-11-28 10:00:02\.5_b-/);
  });

  test('what is no place to go on is refused', async () => {
    for (const after of [
      '',
      'b1',
      '1700000000000_b1',
      "2026-11-28 10:00:00_x' OR 1=1",
      '2026-11-28 10:00:00_',
      '2026-02-30 10:00:00_b1',
      '2026-11-28 24:00:00_b1',
      '0000-11-28 10:00:00_b1',
    ])
      await expect(readBatches(holding([]), after)).rejects.toThrow('after must be the "next" of an answer');
  });
});

test('cuts are those of the last hour, by UTC', async () => {
  const { warehouse, asked } = answering({
    cut_reason: [{ cut_reason: 'age', batches: '3', row_count: '30' }],
  });
  const now = Date.UTC(2026, 10, 28, 10, 0, 0, 5);
  expect(await readCuts(warehouse, now)).toEqual([{ cut: 'age', batches: 3, rows: 30 }]);
  expect(asked[0]!.values).toEqual(['2026-11-28 09:00:00.005']);
});

describe('one batch', () => {
  test('is all that the ledger has of it, with what it held of each partition', async () => {
    const range = { topic: 'clean', kafka_partition: 3, first_offset: '5', next_offset: '15', row_count: 10 };
    const detail = { app_version: '1', manifest: 'k', first_start: '2026-01-01', last_start: '2026-01-02' };
    const { warehouse } = answering({
      'telecom.load_batch': [{ ...stored('b1'), ...detail }],
      'telecom.load_range': [
        { ...range, first_raw_offset: '7', last_raw_offset: '20' },
        { ...range, first_raw_offset: null, last_raw_offset: null },
      ],
    });
    expect(await readBatch(warehouse, 'b1')).toMatchObject({
      batchId: 'b1',
      version: '1',
      manifestKey: 'k',
      minStart: '2026-01-01',
      maxStart: '2026-01-02',
      ranges: [
        { topic: 'clean', partition: 3, first: 5, next: 15, rows: 10, firstRaw: 7, lastRaw: 20 },
        { firstRaw: null, lastRaw: null },
      ],
    });
  });

  test.each(['', '\0', 'b 1', 'b'.repeat(65)])(
    'is not asked for by %j, which names none',
    async (batchId) => {
      const { warehouse, asked } = answering({ load_batch: [] });
      await expect(readBatch(warehouse, batchId)).rejects.toMatchObject({ name: 'QueryError' });
      expect(asked).toEqual([]);
    },
  );

  test('that the ledger has not is none', async () => {
    expect(await readBatch(answering({ load_batch: [] }).warehouse, 'b9')).toBeNull();
  });
});
