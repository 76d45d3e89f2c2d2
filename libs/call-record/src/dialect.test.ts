import { expect, test } from '@jest/globals';
import { dialectOf } from './dialect.ts';

test.each([
  ['postgres://u@h:5439/d', 'postgres'],
  ['postgresql://u@h/d', 'postgres'],
  ['redshift://u@h:5439/d', 'redshift'],
])('%s leads to %s', (url, dialect) => {
  expect(dialectOf(url)).toBe(dialect);
});
