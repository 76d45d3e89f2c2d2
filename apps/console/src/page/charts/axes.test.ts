import { describe, expect, it } from '@jest/globals';
import type uPlot from 'uplot';
import { fromZero, writeMoment } from './axes.ts';

const noChart = undefined as unknown as uPlot;

describe('the axes of a chart', () => {
  it.each([
    [null, [0, 1]],
    [0, [0, 1]],
    [100, [0, 110]],
  ])('leave room above a most of %j', (most, expected) => {
    const [from, to] = fromZero(noChart, 0, most);
    expect([from, Math.round(to)]).toEqual(expected);
  });

  it.each([
    ['2026-02-03T17:05:00Z', '17:05'],
    ['2026-02-03T00:00:00Z', '02-03'],
  ])('write %s as %s', (moment, written) => {
    expect(writeMoment(Date.parse(moment) / 1_000)).toBe(written);
  });
});
