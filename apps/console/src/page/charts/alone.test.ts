import { expect, it } from '@jest/globals';
import { alone } from './alone.ts';

it.each([
  ['nothing', [], []],
  ['a single value', [3], [0]],
  ['a line', [1, 2, 3], []],
  ['values between gaps', [1, null, 2, null, 3, 4], [0, 2]],
  ['nothing known', [null, null], []],
])('of %s: %j', (_, values, places) => {
  expect(alone(values)).toEqual(places);
});
