import { expect, test } from '@jest/globals';
import { brokenBy } from '../testing/good-call.ts';
import { hasPositiveDuration } from './has-positive-duration.ts';

test.each([
  ['a call of one second is long enough', { call_duration: 1 }, null],
  ['a call of no seconds is none', { call_duration: 0 }, 'call_duration'],
  ['minus zero is zero', { call_duration: -0 }, 'call_duration'],
  ['a negative duration is none', { call_duration: -120 }, 'call_duration'],
])('%s', (_, changes, field) => {
  expect(brokenBy(hasPositiveDuration, changes)).toBe(field);
});
