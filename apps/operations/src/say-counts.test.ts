import { expect, test } from '@jest/globals';
import { count } from './say-counts.ts';

test.each([
  [0, 'letter', undefined, '0 letters'],
  [1, 'letter', undefined, '1 letter'],
  [1_204, 'letter', undefined, '1,204 letters'],
  [1, 'batch', 'batches', '1 batch'],
  [2, 'batch', 'batches', '2 batches'],
])('%d %s', (number, one, many, said) => {
  expect(count(number, one, many)).toBe(said);
});
