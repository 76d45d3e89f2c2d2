import { expect, test } from '@jest/globals';
import { createProblems } from './problems.ts';

test('problems are told in order, at most twenty of a kind and partition, and the others counted', () => {
  const problems = createProblems();
  problems.tell('lost', 1, 'first');
  for (let n = 0; n < 23; n += 1) problems.tell('range-rows', 0, `range ${n}`);
  problems.tell('range-rows', 1, 'last');
  const all = problems.all();
  expect(all).toHaveLength(23);
  expect(all[0]).toEqual({ kind: 'lost', partition: 1, says: 'first' });
  expect(all.slice(-2)).toEqual([
    { kind: 'range-rows', partition: 1, says: 'last' },
    { kind: 'range-rows', partition: 0, says: 'and 3 more of the kind "range-rows" in partition 0' },
  ]);
});
