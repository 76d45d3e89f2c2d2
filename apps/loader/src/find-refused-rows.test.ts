import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findRefusedRows, type RowSpan } from './find-refused-rows.ts';

const objection = { column: 'caller_name', why: 'too long' };

/** A warehouse that refuses all of what it is given because of these rows. */
function refusing(bad: readonly number[]) {
  const tried: RowSpan[] = [];
  return {
    tried,
    tryRows: (span: RowSpan) => {
      tried.push(span);
      const refuses = bad.some((row) => row >= span.first && row < span.first + span.count);
      return Promise.resolve(refuses ? objection : null);
    },
  };
}

test('exactly the refused rows are found, wherever they lie, and none twice', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc
        .integer({ min: 1, max: 300 })
        .chain((rows) =>
          fc.tuple(fc.constant(rows), fc.uniqueArray(fc.nat(rows - 1), { minLength: 1, maxLength: 12 })),
        ),
      async ([rows, bad]) => {
        const found = await findRefusedRows(rows, refusing(bad).tryRows, 100);
        expect([...found!.keys()].sort((a, b) => a - b)).toEqual([...bad].sort((a, b) => a - b));
      },
    ),
  );
});

test('one row among 100,000 takes about as many rows as the batch twice, at most, and two loads a halving', async () => {
  for (const bad of [0, 1, 49_999, 50_000, 73_421, 99_999]) {
    const { tried, tryRows } = refusing([bad]);
    await findRefusedRows(100_000, tryRows, 100);
    expect(tried.reduce((sum, { count }) => sum + count, 0)).toBeLessThan(200_050);
    expect(tried.length).toBeLessThanOrEqual(2 * 17);
  }
});

test('a single row is tried alone before it is named', async () => {
  expect(await findRefusedRows(1, refusing([]).tryRows, 100)).toEqual(new Map());
  expect(await findRefusedRows(1, refusing([0]).tryRows, 100)).toEqual(new Map([[0, objection]]));
});

test('a refusal that has passed names nobody', async () => {
  const { tried, tryRows } = refusing([]);
  expect(await findRefusedRows(64, tryRows, 100)).toEqual(new Map());
  expect(tried.at(-1)).toEqual({ first: 63, count: 1 });
});

test('with more than the most there is no answer, and no further try', async () => {
  const { tried, tryRows } = refusing(Array.from({ length: 1_000 }, (_, row) => row));
  expect(await findRefusedRows(1_000, tryRows, 5)).toBeNull();
  expect(tried.length).toBeLessThan(40);
});
