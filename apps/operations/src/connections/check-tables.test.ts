import { expect, test } from '@jest/globals';
import { judgeFound } from './check-tables.ts';

test.each<[string, number | null, number[], RegExp | null]>([
  ['one for each partition', 3, [0, 1, 2], null],
  ['some, and nobody knows of how many', null, [0, 1], null],
  ['two for one partition', 2, [0, 1, 1], /several rows for clean, partition 1\. Find out who/],
  ['none for some partitions', 4, [0, 2], /no row for clean, partition 1, 3\. Run "npm run setup"/],
])('positions are looked at: %s', (_, partitions, found, problem) => {
  const said = judgeFound('clean', partitions, found);
  if (problem === null) expect(said).toBeNull();
  else expect(said).toMatch(problem);
});
