import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createMomentReader, printUtc, readInstant, readUtc } from './moment.ts';

const firstSecond = new Date('0001-01-01T00:00:00Z').getTime();
const lastSecond = Date.UTC(9999, 11, 31, 23, 59, 59);
const instant = fc
  .integer({ min: firstSecond / 1000, max: lastSecond / 1000 })
  .map((seconds) => seconds * 1000);
// Before 1973 some zones changed on odd seconds; the rules refuse calls before 2000 anyway.
const modernInstant = fc
  .integer({ min: Date.UTC(1973, 0, 1) / 1000, max: Date.UTC(2100, 0, 1) / 1000 })
  .map((seconds) => seconds * 1000);
const zone = fc.constantFrom(
  'America/New_York',
  'America/St_Johns',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Etc/GMT+12',
  'Pacific/Kiritimati',
);

test('every instant is read back from its print', () => {
  fc.assert(
    fc.property(instant, (ms) => {
      expect(readUtc(printUtc(ms))).toEqual([ms]);
    }),
  );
});

test('what is read prints as it was written', () => {
  function digits(max: number, width: number) {
    return fc.nat({ max }).map((n) => String(n).padStart(width, '0'));
  }
  const text = fc
    .tuple(digits(9999, 4), digits(13, 2), digits(32, 2), digits(25, 2), digits(61, 2), digits(61, 2))
    .map(([year, month, day, hour, minute, second]) => `${year}-${month}-${day} ${hour}:${minute}:${second}`);
  fc.assert(
    fc.property(text, (written) => {
      for (const ms of readUtc(written)) expect(printUtc(ms)).toBe(written);
    }),
  );
});

describe('moments that exist', () => {
  test.each([
    ['2023-11-15 14:30:22', Date.UTC(2023, 10, 15, 14, 30, 22)],
    ['2024-02-29 00:00:00', Date.UTC(2024, 1, 29)],
    ['2000-02-29 23:59:59', Date.UTC(2000, 1, 29, 23, 59, 59)],
    ['1970-01-01 00:00:00', 0],
    ['0001-01-01 00:00:00', -62_135_596_800_000],
    ['0004-02-29 12:00:00', -62_035_848_000_000],
    ['0099-12-31 23:59:59', -59_011_459_201_000],
    ['9999-12-31 23:59:59', 253_402_300_799_000],
  ])('%s', (text, ms) => {
    expect(readUtc(text)).toEqual([ms]);
  });
});

describe('moments that do not exist', () => {
  test.each([
    '2023-02-29 12:00:00',
    '2023-02-30 12:00:00',
    '1900-02-29 12:00:00',
    '2023-04-31 12:00:00',
    '2023-06-31 12:00:00',
    '2023-09-31 12:00:00',
    '2023-11-31 12:00:00',
    '2023-12-32 12:00:00',
    '2023-00-10 12:00:00',
    '2023-13-10 12:00:00',
    '2023-10-00 12:00:00',
    '2023-10-10 24:00:00',
    '2023-10-10 23:60:00',
    '2023-10-10 23:59:60',
    '2016-12-31 23:59:60',
    '0000-01-01 00:00:00',
  ])('%s', (text) => {
    expect(readUtc(text)).toEqual([]);
    expect(createMomentReader('Europe/Berlin')(text)).toEqual([]);
  });
});

describe('text of another shape is no moment', () => {
  test.each([
    '',
    '2023-11-15',
    '2023-11-15T14:30:22',
    '2023-11-15 14:30:22Z',
    '2023-11-15 14:30:22.5',
    '2023-11-15 14:30:22\n',
    ' 2023-11-15 14:30:22',
    '2023-11-15 14:30:22 2023-11-15 14:30:22',
    '2023-11-15 14:30',
    '2023-1-15 14:30:22',
    '+023-11-15 14:30:22',
    '٢٠٢٣-11-15 14:30:22',
  ])('%j', (text) => {
    expect(readUtc(text)).toEqual([]);
  });
});

describe('local time', () => {
  test.each([
    // [zone, local time, the instants it may mean, in UTC]
    ['America/New_York', '2023-11-15 14:30:22', ['2023-11-15 19:30:22']],
    ['America/New_York', '2023-03-12 01:59:59', ['2023-03-12 06:59:59']],
    ['America/New_York', '2023-03-12 02:30:00', []],
    ['America/New_York', '2023-03-12 03:00:00', ['2023-03-12 07:00:00']],
    ['America/New_York', '2023-11-05 00:59:59', ['2023-11-05 04:59:59']],
    ['America/New_York', '2023-11-05 01:30:00', ['2023-11-05 05:30:00', '2023-11-05 06:30:00']],
    ['America/New_York', '2023-11-05 02:00:00', ['2023-11-05 07:00:00']],
    ['Europe/Berlin', '2024-03-31 02:00:00', []],
    ['Europe/Berlin', '2024-03-31 03:00:00', ['2024-03-31 01:00:00']],
    ['Europe/Berlin', '2024-10-27 02:00:00', ['2024-10-27 00:00:00', '2024-10-27 01:00:00']],
    ['Europe/Berlin', '2024-10-27 02:59:59', ['2024-10-27 00:59:59', '2024-10-27 01:59:59']],
    ['Europe/Berlin', '2024-10-27 03:00:00', ['2024-10-27 02:00:00']],
    // Half an hour only.
    ['Australia/Lord_Howe', '2023-10-01 02:15:00', []],
    ['Australia/Lord_Howe', '2023-10-01 02:30:00', ['2023-09-30 15:30:00']],
    ['Australia/Lord_Howe', '2024-04-07 01:45:00', ['2024-04-06 14:45:00', '2024-04-06 15:15:00']],
    ['Asia/Kathmandu', '2023-11-15 14:30:22', ['2023-11-15 08:45:22']],
    // At one minute past midnight, until 2011.
    ['America/St_Johns', '2010-03-14 00:00:30', ['2010-03-14 03:30:30']],
    ['America/St_Johns', '2010-03-14 00:01:00', []],
    ['America/St_Johns', '2010-11-07 00:00:59', ['2010-11-07 02:30:59', '2010-11-07 03:30:59']],
    // A whole day that was left out.
    ['Pacific/Apia', '2011-12-29 23:59:59', ['2011-12-30 09:59:59']],
    ['Pacific/Apia', '2011-12-30 12:00:00', []],
    ['Pacific/Apia', '2011-12-31 00:00:00', ['2011-12-30 10:00:00']],
    // Before the invention of zones: the sun's time of the place.
    ['America/New_York', '0001-01-01 00:00:00', ['0001-01-01 04:56:02']],
    ['Europe/Berlin', '9999-12-31 23:59:59', ['9999-12-31 22:59:59']],
  ] as const)('%s %s', (timeZone, text, expected) => {
    expect(createMomentReader(timeZone)(text).map(printUtc)).toEqual(expected);
  });

  test('every instant is among those its local print may mean', () => {
    fc.assert(
      fc.property(zone, modernInstant, (timeZone, ms) => {
        const local = new Date(ms).toLocaleString('sv-SE', { timeZone });
        expect(createMomentReader(timeZone)(local)).toContain(ms);
      }),
    );
  });

  test('all instants a local time may mean print as it, earliest first', () => {
    fc.assert(
      fc.property(zone, modernInstant, (timeZone, ms) => {
        const text = printUtc(ms);
        const instants = createMomentReader(timeZone)(text);
        expect(instants.map((i) => new Date(i).toLocaleString('sv-SE', { timeZone }))).toEqual(
          instants.map(() => text),
        );
        expect(instants).toEqual([...new Set(instants)].sort((a, b) => a - b));
      }),
    );
  });

  test('a reader that has been asked about many years still answers right', () => {
    const read = createMomentReader('Europe/Berlin');
    for (let minute = 0; minute < 12_000; minute++) read(printUtc(Date.UTC(2024, 0, 1) + minute * 60_000));
    expect(read('2024-01-01 01:00:00')).toEqual([Date.UTC(2024, 0, 1)]);
  });

  test('a zone that does not exist is refused when the reader is made', () => {
    expect(() => createMomentReader('Mars/Olympus')).toThrow(RangeError);
  });
});

test.each([
  ['2023-05-12 10:00:00', Date.UTC(2023, 4, 12, 10)],
  ['2023-05-12 10:00:00.1', Date.UTC(2023, 4, 12, 10, 0, 0, 100)],
  ['2023-05-12 10:00:00.12', Date.UTC(2023, 4, 12, 10, 0, 0, 120)],
  ['2023-05-12 10:00:00.123', Date.UTC(2023, 4, 12, 10, 0, 0, 123)],
  ['1969-12-31 23:59:59.999', -1],
  ['12.05.2023 10:00:00', Number.NaN],
  ['Fri May 12 10:00:00 2023', Number.NaN],
  ['', Number.NaN],
])('a time as databases print it, %j, is %d', (text, instant) => {
  expect(readInstant(text)).toBe(instant);
});

test('all this holds on a host whose own zone is not UTC: see jest.host-zone.js', () => {
  expect(new Date(0).getTimezoneOffset()).toBe(-330);
  expect(new Date(2024, 0, 1).getTimezoneOffset()).toBe(-345);
});
