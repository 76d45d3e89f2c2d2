import { describe, expect, test } from '@jest/globals';
import { compareRecord, findStrangers } from './compare.ts';
import type { Expected } from './model.ts';
import type { Letter } from './read-letters.ts';

const row: Expected = { kind: 'row', row: ['a', 'b', 'c'] };
const copy: Expected = { kind: 'letter', reason: 'duplicate', rule: null, duplicateOf: 4 };
const spoiled: Expected = { kind: 'letter', reason: 'quality', rule: 'text-fits', duplicateOf: null };
const letter: Letter = { reason: 'duplicate', rules: ['is-no-duplicate'], duplicateOf: 4, digest: 'd' };
const ofSpoiled: Letter = { ...letter, reason: 'quality', rules: ['text-fits', 'x'], duplicateOf: null };
const none = { rows: [], validate: undefined, load: undefined };

function kinds(expected: Expected, found: Partial<Parameters<typeof compareRecord>[2]>): string[] {
  return compareRecord(expected, 'd', { ...none, ...found }).map(({ kind }) => kind);
}

describe('a clean call', () => {
  test('is as it must be with the one row', () => {
    expect(kinds(row, { rows: [['a', 'b', 'c']] })).toEqual([]);
  });

  test.each([
    ['nothing', {}, ['lost']],
    ['two rows', { rows: [row.row, row.row] }, ['doubled']],
    ['a row that says something else', { rows: [['a', 'B', 'c']] }, ['wrong']],
    ['a letter in place of its row', { validate: letter }, ['wrong']],
    ['a letter beside its row', { rows: [row.row], validate: letter }, ['wrong']],
    ['a letter of the loader beside its row', { rows: [row.row], load: letter }, ['wrong']],
  ])('is not with %s', (_, found, expected) => {
    expect(kinds(row, found)).toEqual(expected);
  });
});

describe('a record that is refused', () => {
  test('is as it must be with the one letter', () => {
    expect(kinds(copy, { validate: letter })).toEqual([]);
    expect(kinds(spoiled, { validate: ofSpoiled })).toEqual([]);
  });

  test.each<[string, Expected, Partial<Parameters<typeof compareRecord>[2]>, string[]]>([
    ['nothing', copy, {}, ['lost']],
    ['a row for a copy', copy, { rows: [['a']], validate: letter }, ['doubled']],
    ['a row for a spoiled one', spoiled, { rows: [['a']] }, ['wrong']],
    ['another reason', copy, { validate: { ...letter, reason: 'conflict' } }, ['wrong']],
    ['another first', copy, { validate: { ...letter, duplicateOf: 5 } }, ['wrong']],
    ['other bytes', copy, { validate: { ...letter, digest: 'e' } }, ['wrong']],
    ['without its rule', spoiled, { validate: { ...ofSpoiled, rules: ['x'] } }, ['wrong']],
  ])('is not with %s', (_, expected, found, offences) => {
    expect(kinds(expected, found)).toEqual(offences);
  });
});

test('rows and letters of records that are not there are told', () => {
  const letters = {
    validate: new Map([[1, letter]]),
    load: new Map([
      [2, letter],
      [9, letter],
    ]),
    strangers: [33],
  };
  const rows = new Map([
    [1, [['a']]],
    [8, [['a']]],
  ]);
  const offences = findStrangers(rows, letters, (offset) => offset < 5);
  expect(offences.map(({ says }) => says)).toEqual([
    'a row of raw offset 8, which is not there',
    'a letter of the loader of raw offset 9, which is not there',
    'offset 33 of the dead letters is no letter',
  ]);
});
