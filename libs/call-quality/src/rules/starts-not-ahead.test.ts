import { expect, test } from '@jest/globals';
import { defaultQualitySettings } from '../quality-settings.ts';
import { brokenBy } from '../testing/good-call.ts';
import { startsNotAhead } from './starts-not-ahead.ts';

test.each([
  ['a start at the time of receipt is not ahead', { start_datetime: '2023-11-15 16:00:00' }, null],
  ['15 hours ahead are tolerated: no zone is that far off', { start_datetime: '2023-11-16 07:00:00' }, null],
  ['a second more is not', { start_datetime: '2023-11-16 07:00:01' }, 'start_datetime'],
  ['an old call is not ahead', { start_datetime: '2001-01-01 00:00:00' }, null],
  ['the far future is ahead', { start_datetime: '9999-12-31 23:59:59' }, 'start_datetime'],
  ['an end ahead does not matter', { end_datetime: '9999-12-31 23:59:59' }, null],
  ['a start that does not exist is left to moments-exist', { start_datetime: '9999-02-30 00:00:00' }, null],
])('%s', (_, changes, field) => {
  expect(brokenBy(startsNotAhead, changes)).toBe(field);
});

test('the zone counts: five hours later in New York', () => {
  const settings = { ...defaultQualitySettings, timeZone: 'America/New_York' };
  expect(brokenBy(startsNotAhead, { start_datetime: '2023-11-16 02:00:01' }, settings)).toBe(
    'start_datetime',
  );
});

test('a smaller tolerance counts where it is set', () => {
  const settings = { ...defaultQualitySettings, aheadToleranceMs: 60_000 };
  expect(brokenBy(startsNotAhead, { start_datetime: '2023-11-15 16:01:01' }, settings)).toBe(
    'start_datetime',
  );
});
