import { expect, test } from '@jest/globals';
import { defaultQualitySettings } from '../quality-settings.ts';
import { brokenBy } from '../testing/good-call.ts';
import { durationMatchesTimes } from './duration-matches-times.ts';

test.each([
  ['the same length agrees', { call_duration: 716 }, null],
  ['one second more agrees', { call_duration: 717 }, null],
  ['one second less agrees', { call_duration: 715 }, null],
  ['two seconds more do not', { call_duration: 718 }, 'call_duration'],
  ['two seconds less do not', { call_duration: 714 }, 'call_duration'],
  ['a start that does not exist is left to moments-exist', { start_datetime: '2023-02-30 14:30:22' }, null],
  ['an end that does not exist is left to moments-exist', { end_datetime: '2023-11-15 24:00:00' }, null],
])('%s', (_, changes, field) => {
  expect(brokenBy(durationMatchesTimes, changes)).toBe(field);
});

test('an hour that autumn repeats counts', () => {
  const settings = { ...defaultQualitySettings, timeZone: 'America/New_York' };
  expect(
    brokenBy(
      durationMatchesTimes,
      { start_datetime: '2023-11-05 00:30:00', end_datetime: '2023-11-05 03:00:00', call_duration: 12_600 },
      settings,
    ),
  ).toBe(null);
});

test('an hour that spring leaves out does not', () => {
  const settings = { ...defaultQualitySettings, timeZone: 'America/New_York' };
  expect(
    brokenBy(
      durationMatchesTimes,
      { start_datetime: '2023-03-12 01:59:00', end_datetime: '2023-03-12 03:01:00', call_duration: 120 },
      settings,
    ),
  ).toBe(null);
});

test('wall time that spring moved is not the duration', () => {
  const settings = { ...defaultQualitySettings, timeZone: 'America/New_York' };
  expect(
    brokenBy(
      durationMatchesTimes,
      { start_datetime: '2023-03-12 01:59:00', end_datetime: '2023-03-12 03:01:00', call_duration: 3720 },
      settings,
    ),
  ).toBe('call_duration');
});
