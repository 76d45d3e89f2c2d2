import { expect, test } from '@jest/globals';
import { defaultQualitySettings } from '../quality-settings.ts';
import { brokenBy } from '../testing/good-call.ts';
import { startsAfter2000 } from './starts-after-2000.ts';

test.each([
  ['the first second of 2000 is late enough', { start_datetime: '2000-01-01 00:00:00' }, null],
  ['the second before is too early', { start_datetime: '1999-12-31 23:59:59' }, 'start_datetime'],
  ['the year 1 is too early', { start_datetime: '0001-01-01 00:00:00' }, 'start_datetime'],
  ['a start that does not exist is left to moments-exist', { start_datetime: '1999-02-30 00:00:00' }, null],
])('%s', (_, changes, field) => {
  expect(brokenBy(startsAfter2000, changes)).toBe(field);
});

test('the local time counts', () => {
  const settings = { ...defaultQualitySettings, timeZone: 'Asia/Kathmandu' };
  expect(brokenBy(startsAfter2000, { start_datetime: '2000-01-01 00:00:00' }, settings)).toBe(null);
});

test('another day counts where it is set', () => {
  const settings = { ...defaultQualitySettings, earliestStart: '2020-01-01' };
  expect(brokenBy(startsAfter2000, { start_datetime: '2019-12-31 23:59:59' }, settings)).toBe(
    'start_datetime',
  );
});
