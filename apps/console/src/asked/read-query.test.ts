import { describe, expect, test } from '@jest/globals';
import { readChoice, readMoment, readNumber } from './read-query.ts';

describe('a number', () => {
  test.each([
    [undefined, undefined],
    ['', undefined],
    ['0', 0],
    ['007', 7],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
  ])('%j is read as %j', (given, number) => {
    expect(readNumber(given === undefined ? {} : { n: given }, 'n')).toBe(number);
  });

  test.each(['-1', '1.5', '1e3', ' 1', '0x1', 'one', '9007199254740992', '1'.repeat(17)])(
    '%j is none',
    (given) => {
      expect(() => readNumber({ n: given }, 'n')).toThrow('n must be a whole number');
    },
  );

  test('has a most where it is given', () => {
    expect(readNumber({ n: '9' }, 'n', 9)).toBe(9);
    expect(() => readNumber({ n: '10' }, 'n', 9)).toThrow('n must be a whole number up to 9');
  });
});

test('a moment is one that a date can hold', () => {
  expect(new Date(readMoment({ from: '8640000000000000' }, 'from')!).getTime()).toBe(8.64e15);
  expect(() => readMoment({ from: '8640000000000001' }, 'from')).toThrow('from must be a whole number up to');
});

test('a choice is one of its words, or not given', () => {
  const choices = ['validate', 'load'] as const;
  expect(readChoice({ stage: 'load' }, 'stage', choices)).toBe('load');
  expect([readChoice({}, 'stage', choices), readChoice({ stage: '' }, 'stage', choices)]).toEqual([
    undefined,
    undefined,
  ]);
  for (const stage of ['Load', 'toString', 'load '])
    expect(() => readChoice({ stage }, 'stage', choices)).toThrow('stage must be one of validate, load');
});
