import { expect, test } from '@jest/globals';
import { defaultQualitySettings } from '../quality-settings.ts';
import { brokenBy } from '../testing/good-call.ts';
import { lastsAtMostADay } from './lasts-at-most-a-day.ts';

test.each([
  ['24 hours are a day', { call_duration: 86_400 }, null],
  ['a second more is too long', { call_duration: 86_401 }, 'call_duration'],
  ['more than an integer column holds is too long', { call_duration: 2 ** 31 }, 'call_duration'],
  ['a negative duration is left to has-positive-duration', { call_duration: -86_401 }, null],
])('%s', (_, changes, field) => {
  expect(brokenBy(lastsAtMostADay, changes)).toBe(field);
});

test('a shorter limit counts where it is set', () => {
  const settings = { ...defaultQualitySettings, maxDurationSeconds: 3600 };
  expect(brokenBy(lastsAtMostADay, { call_duration: 3601 }, settings)).toBe('call_duration');
});
