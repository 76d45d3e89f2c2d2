import { expect, test } from '@jest/globals';
import { defaultQualitySettings } from '../quality-settings.ts';
import { brokenBy } from '../testing/good-call.ts';
import { momentsExist } from './moments-exist.ts';

test.each([
  ['a leap day exists', { start_datetime: '2024-02-29 12:00:00' }, null],
  ['a leap day outside a leap year does not', { start_datetime: '2023-02-29 12:00:00' }, 'start_datetime'],
  ['30 February does not', { end_datetime: '2023-02-30 12:00:00' }, 'end_datetime'],
  ['24:00:00 does not', { end_datetime: '2023-11-15 24:00:00' }, 'end_datetime'],
  ['a leap second does not', { start_datetime: '2016-12-31 23:59:60' }, 'start_datetime'],
  ['month 13 does not', { start_datetime: '2023-13-01 00:00:00' }, 'start_datetime'],
  ['the year 0 does not', { start_datetime: '0000-01-01 00:00:00' }, 'start_datetime'],
  ['02:30 in spring exists in UTC', { start_datetime: '2023-03-12 02:30:00' }, null],
])('%s', (_, changes, field) => {
  expect(brokenBy(momentsExist, changes)).toBe(field);
});

test('02:30 in spring does not exist in New York', () => {
  const settings = { ...defaultQualitySettings, timeZone: 'America/New_York' };
  expect(brokenBy(momentsExist, { start_datetime: '2023-03-12 02:30:00' }, settings)).toBe('start_datetime');
});

test('01:30 in autumn exists in New York, twice', () => {
  const settings = { ...defaultQualitySettings, timeZone: 'America/New_York' };
  expect(brokenBy(momentsExist, { start_datetime: '2023-11-05 01:30:00' }, settings)).toBe(null);
});

test('01:30 in autumn exists even when the end does not', () => {
  const settings = { ...defaultQualitySettings, timeZone: 'America/New_York' };
  expect(
    brokenBy(
      momentsExist,
      { start_datetime: '2023-11-05 01:30:00', end_datetime: '2023-02-30 00:00:00' },
      settings,
    ),
  ).toBe('end_datetime');
});
