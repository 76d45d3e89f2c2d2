import { describe, expect, test } from '@jest/globals';
import { readLetterQuery } from './letter-query.ts';

describe('what letters are asked for', () => {
  test('is nothing in particular when nothing is given', () => {
    expect(readLetterQuery({})).toEqual({});
    expect(
      readLetterQuery({ reason: '', rule: '', stage: '', partition: '', from: '', to: '', text: '' }),
    ).toEqual({});
  });

  test('is each parameter of its name', () => {
    const params = {
      reason: 'quality',
      rule: 'a',
      stage: 'load',
      partition: '3',
      from: '5',
      to: '9',
      text: 'x',
    };
    expect(readLetterQuery({ ...params, other: 'y' })).toEqual({ ...params, partition: 3, from: 5, to: 9 });
  });

  test.each<[Record<string, string>, string]>([
    [
      { reason: 'boredom' },
      'reason must be one of oversize, malformed, schema, quality, duplicate, conflict, load',
    ],
    [{ stage: 'night' }, 'stage must be one of validate, load'],
    [{ partition: '-1' }, 'partition must be a whole number'],
    [{ from: 'noon' }, 'from must be a whole number up to 8640000000000000'],
    [{ to: '9000000000000000' }, 'to must be a whole number up to 8640000000000000'],
    [{ text: 'x'.repeat(201) }, 'text must have at most 200 characters'],
  ])('%j is refused', (params, problem) => {
    expect(() => readLetterQuery(params)).toThrow(problem);
  });
});
