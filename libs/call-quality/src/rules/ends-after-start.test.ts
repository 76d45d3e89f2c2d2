import { expect, test } from '@jest/globals';
import { defaultQualitySettings } from '../quality-settings.ts';
import { brokenBy } from '../testing/good-call.ts';
import { endsAfterStart } from './ends-after-start.ts';

test.each([
  ['an end one second later is later', { end_datetime: '2023-11-15 14:30:23' }, null],
  ['an end at the start is not later', { end_datetime: '2023-11-15 14:30:22' }, 'end_datetime'],
  ['an end before the start is not later', { end_datetime: '2023-11-15 14:30:21' }, 'end_datetime'],
  [
    'over midnight is later',
    { start_datetime: '2023-12-31 23:59:59', end_datetime: '2024-01-01 00:00:00' },
    null,
  ],
  ['a start that does not exist is left to moments-exist', { start_datetime: '2023-02-30 14:30:22' }, null],
  ['an end that does not exist is left to moments-exist', { end_datetime: '2023-02-30 14:30:22' }, null],
])('%s', (_, changes, field) => {
  expect(brokenBy(endsAfterStart, changes)).toBe(field);
});

test('the clock may read less at the end when autumn turns it back', () => {
  const settings = { ...defaultQualitySettings, timeZone: 'America/New_York' };
  expect(
    brokenBy(
      endsAfterStart,
      { start_datetime: '2023-11-05 01:50:00', end_datetime: '2023-11-05 01:10:00', call_duration: 1200 },
      settings,
    ),
  ).toBe(null);
});
