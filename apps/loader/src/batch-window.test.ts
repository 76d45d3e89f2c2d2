import { expect, test } from '@jest/globals';
import { cutNow, msUntilAge } from './batch-window.ts';

const limits = { rows: 10, bytes: 1000, ageMs: 2000 };

test.each([
  ['the row limit is reached', { rows: 10, bytes: 1, openedAt: 0 }, 0, 'rows'],
  ['one arrival went past the row limit', { rows: 14, bytes: 1, openedAt: 0 }, 0, 'rows'],
  ['the byte limit is reached', { rows: 9, bytes: 1000, openedAt: 0 }, 0, 'bytes'],
  ['its first record is old enough', { rows: 1, bytes: 1, openedAt: 5 }, 2005, 'age'],
  ['it holds nothing but replays that are old enough', { rows: 0, bytes: 0, openedAt: 5 }, 2005, 'age'],
  ['rows and age are reached together: rows', { rows: 10, bytes: 1, openedAt: 0 }, 9000, 'rows'],
])('a window is cut when %s', (_, filling, now, cut) => {
  expect(cutNow(filling, limits, now)).toBe(cut);
});

test.each([
  ['below every limit', { rows: 9, bytes: 999, openedAt: 5 }, 2004],
  ['empty, however long it is open', { rows: 0, bytes: 0, openedAt: null }, 1e12],
])('a window stays open while it is %s', (_, filling, now) => {
  expect(cutNow(filling, limits, now)).toBeNull();
});

test('age counts from the first record, and an empty window has none', () => {
  expect(msUntilAge({ rows: 1, bytes: 1, openedAt: 100 }, limits, 600)).toBe(1500);
  expect(msUntilAge({ rows: 1, bytes: 1, openedAt: 100 }, limits, 99_999)).toBe(0);
  expect(msUntilAge({ rows: 0, bytes: 0, openedAt: null }, limits, 600)).toBeNull();
});
