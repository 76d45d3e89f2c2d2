import { describe, expect, it } from '@jest/globals';
import { apiPath } from './api-path.ts';

describe('a path of the server', () => {
  it.each([
    [['letters'], {}, '/api/letters'],
    [['letters', 3, 17], {}, '/api/letters/3/17'],
    [['loads', 'a/b?c'], {}, '/api/loads/a%2Fb%3Fc'],
    [
      ['letters'],
      { partition: 0, text: '+1 & 2', rule: undefined, after: '' },
      '/api/letters?partition=0&text=%2B1+%26+2',
    ],
  ])('of %j and %j is %s', (parts, query, path) => expect(apiPath(parts, query)).toBe(path));
});
