import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findRefusedRows, type RowSpan } from './find-refused-rows.ts';

const objection = { column: 'caller_name', why: 'too long' };

/** A search in rows of which a warehouse refuses these, and all that it is given with them. */
function search(bad: readonly number[], { firstOnly = false, most = 100 } = {}) {
  const tried: RowSpan[] = [];
  function tryRows(span: RowSpan) {
    tried.push(span);
    const refuses = bad.some((row) => row >= span.first && row < span.first + span.count);
    return Promise.resolve(refuses ? objection : null);
  }
  const rowsTried = () => tried.reduce((sum, { count }) => sum + count, 0);
  return { tried, rowsTried, options: { tryRows, firstOnly, most } };
}

const badRows = fc
  .integer({ min: 1, max: 300 })
  .chain((rows) =>
    fc.tuple(fc.constant(rows), fc.uniqueArray(fc.nat(rows - 1), { minLength: 1, maxLength: 12 })),
  );

test('exactly the refused rows are found, wherever they lie', async () => {
  await fc.assert(
    fc.asyncProperty(badRows, async ([rows, bad]) => {
      const found = await findRefusedRows(rows, search(bad).options);
      expect([...found!.keys()].sort((a, b) => a - b)).toEqual([...bad].sort((a, b) => a - b));
    }),
  );
});

test('if one will do, it is the first, in no more rows than the batch has and a load for each halving', async () => {
  await fc.assert(
    fc.asyncProperty(badRows, async ([rows, bad]) => {
      const { options, rowsTried, tried } = search(bad, { firstOnly: true });
      expect([...(await findRefusedRows(rows, options))!.keys()]).toEqual([Math.min(...bad)]);
      // Each halving rounds up once at most, and the last row is tried alone.
      const halvings = Math.ceil(Math.log2(rows));
      expect(tried.length).toBeLessThanOrEqual(halvings + 1);
      expect(rowsTried()).toBeLessThanOrEqual(rows + halvings + 1);
    }),
  );
});

test('one row among 100,000 takes 18 loads at most, and all of them together one more batch', async () => {
  for (const bad of [0, 1, 49_999, 50_000, 73_421, 99_999]) {
    const { options, rowsTried, tried } = search([bad], { firstOnly: true });
    await findRefusedRows(100_000, options);
    expect(rowsTried()).toBeLessThan(100_020);
    expect(tried.length).toBeLessThanOrEqual(18);
  }
});

test.each([true, false])(
  'a single row is tried alone before it is named (first only: %s)',
  async (firstOnly) => {
    expect(await findRefusedRows(1, search([], { firstOnly }).options)).toEqual(new Map());
    expect(await findRefusedRows(1, search([0], { firstOnly }).options)).toEqual(new Map([[0, objection]]));
  },
);

test('a refusal that has passed names nobody', async () => {
  const { tried, options } = search([]);
  expect(await findRefusedRows(64, options)).toEqual(new Map());
  expect(tried.at(-1)).toEqual({ first: 63, count: 1 });
});

test('with more than the most there is no answer, and no further try', async () => {
  const { tried, options } = search(
    Array.from({ length: 1_000 }, (_, row) => row),
    { most: 5 },
  );
  expect(await findRefusedRows(1_000, options)).toBeNull();
  expect(tried.length).toBeLessThan(40);
});
