import { expect, test } from '@jest/globals';
import { type LetterFilter, matches, placeOf } from './letter-filter.ts';
import { letter } from './testing/letters.ts';

const found = letter({
  reason: 'quality',
  rules: 'ends-after-start,has-positive-duration',
  stage: 'load',
  partition: 3,
  rawOffset: 17,
  writtenAt: 5_000,
});

test('every letter is asked for when nothing is said', () => {
  expect(matches({}, found)).toBe(true);
});

test.each<[LetterFilter, boolean]>([
  [{ reason: 'quality' }, true],
  [{ reason: 'schema' }, false],
  [{ rule: 'has-positive-duration' }, true],
  [{ rule: 'has-positive' }, false],
  [{ stage: 'load' }, true],
  [{ stage: 'validate' }, false],
  [{ partition: 3 }, true],
  [{ partition: 0 }, false],
  [{ offset: 17 }, true],
  [{ offset: 0 }, false],
  [{ from: 5_000 }, true],
  [{ from: 5_001 }, false],
  [{ to: 5_001 }, true],
  [{ to: 5_000 }, false],
  [{ places: new Set(['load 3 17']) }, true],
  [{ places: new Set(['validate 3 17', 'load 3 18', 'load 2 17']) }, false],
  [{ reason: 'quality', partition: 0 }, false],
])('%j is answered by %s', (filter, expected) => {
  expect(matches(filter, found)).toBe(expected);
});

test('a letter is named by its stage and its record', () => {
  expect(placeOf(found)).toBe('load 3 17');
});
