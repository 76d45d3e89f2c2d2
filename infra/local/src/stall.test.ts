import { describe, expect, test } from '@jest/globals';
import { createStallClock, sayStuck, stallLimitMs } from './stall.ts';
import type { Standing } from './standing.ts';

const standing: Standing = {
  raw: 10,
  validated: 10,
  clean: 8,
  dlq: 2,
  loaded: 8,
  lastLoad: null,
  settled: true,
};

describe('the stall clock', () => {
  test('runs while nothing moves, and begins anew when a figure does', () => {
    const clock = createStallClock(100);
    expect(clock.stalled(standing, 0)).toBe(false);
    expect(clock.stalled(standing, 99)).toBe(false);
    expect(clock.stalled({ ...standing, raw: 11 }, 100)).toBe(false);
    expect(clock.stalled({ ...standing, raw: 11 }, 199)).toBe(false);
    expect(clock.stalled({ ...standing, raw: 11 }, 200)).toBe(true);
  });

  test('runs on while nothing can be read', () => {
    const clock = createStallClock(100);
    clock.stalled(standing, 0);
    expect(clock.stalled(null, 50)).toBe(false);
    expect(clock.stalled(null, 100)).toBe(true);
  });

  test('runs when nothing could ever be read', () => {
    const clock = createStallClock(100);
    expect(clock.stalled(null, 0)).toBe(false);
    expect(clock.stalled(null, 100)).toBe(true);
  });
});

test.each([
  [undefined, 300_000],
  ['max', 300_000],
  ['20', 300_000],
  ['0.001', 3_000_000],
])('at the rate %s nothing may move for %d ms', (rate, ms) => {
  expect(stallLimitMs(rate)).toBe(ms);
});

test.each<[string, Standing | null, string]>([
  [
    'the validator',
    { ...standing, validated: 3 },
    'the validator has 7 raw records before it. Look at logs/validator.log',
  ],
  [
    'the loader',
    { ...standing, loaded: 3 },
    'the loader has 5 clean records before it. Look at logs/loader.log',
  ],
  ['the generator', standing, 'the generator is not done, and publishes nothing. Look at logs/generator.log'],
  ['a part', null, 'no figures can be read from Kafka and PostgreSQL'],
])('%s is named when it is what is stuck', (_, where, words) => {
  expect(sayStuck(where, 300_000, 'logs')).toContain(`Nothing has moved for 5 minutes: ${words}`);
});
