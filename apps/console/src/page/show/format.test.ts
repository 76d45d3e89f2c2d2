import { describe, expect, it } from '@jest/globals';
import { ago, bytes, clock, count, duration, moment, moments, percent, rate, shortCount } from './format.ts';

const fiveToNoon = Date.parse('2026-02-03T11:55:07.900Z');

describe('figures', () => {
  it.each([count, rate, percent, duration, clock, moment, bytes])(
    '%p writes a dash for what is not known',
    (write) => {
      expect(write(null)).toBe('–');
    },
  );

  it.each([
    [0, '0'],
    [1_234_567, '1,234,567'],
  ])('writes the count %d as %s', (value, written) => expect(count(value)).toBe(written));

  it.each([
    [0, '0'],
    [0.44, '0.4'],
    [9.94, '9.9'],
    [9.96, '10'],
    [19.8, '20'],
    [1_204.3, '1,204'],
    [2_059_037, '2.06M'],
  ])('writes the rate %d as %s', (value, written) => expect(rate(value)).toBe(written));

  it.each([
    [0.2, '0.2'],
    [950, '950'],
    [1_234_567, '1.2M'],
  ])('writes %d in little room as %s', (value, written) => expect(shortCount(value)).toBe(written));

  it.each([
    [0, '0%'],
    [0.000_01, '< 0.01%'],
    [0.004_2, '0.42%'],
    [0.042, '4.2%'],
    [0.42, '42%'],
    [1, '100%'],
  ])('writes the share %d as %s', (value, written) => expect(percent(value)).toBe(written));

  it.each([
    [-3, '0 s'],
    [0, '0 s'],
    [0.000_2, '0.20 ms'],
    [0.003_14, '3.1 ms'],
    [0.34, '340 ms'],
    [0.999_9, '1.0 s'],
    [2.44, '2.4 s'],
    [119, '119 s'],
    [120, '2 min'],
    [192, '3 min 12 s'],
    [7_200, '2 h'],
    [7_500, '2 h 5 min'],
    [172_800, '2 d'],
    [180_000, '2 d 2 h'],
  ])('writes %d seconds as %s', (value, written) => expect(duration(value)).toBe(written));

  it('writes times in UTC', () => {
    expect(clock(fiveToNoon)).toBe('11:55:07');
    expect(moment(fiveToNoon)).toBe('2026-02-03 11:55:07');
  });

  it('writes the date only where the time of day is not clear', () => {
    expect(moments(fiveToNoon, fiveToNoon + 3_600_000)).toBe('11:55:07');
    expect(moments(fiveToNoon, fiveToNoon + 86_400_000)).toBe('2026-02-03 11:55:07');
  });

  it('writes how long ago', () => {
    expect(ago(fiveToNoon, fiveToNoon + 2_100)).toBe('2 s ago');
    expect(ago(fiveToNoon, fiveToNoon + 61_000)).toBe('61 s ago');
  });

  it.each([
    [0, '0 B'],
    [1_023, '1023 B'],
    [1_024, '1 KiB'],
    [1_048_575, '1 MiB'],
    [5_300_000, '5.1 MiB'],
    [1_024 ** 5 * 3, '3072 TiB'],
  ])('writes %d bytes as %s', (value, written) => expect(bytes(value)).toBe(written));
});
