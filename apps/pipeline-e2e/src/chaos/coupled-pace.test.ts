import { expect, test } from '@jest/globals';
import { createCoupledPace } from './coupled-pace.ts';

test('messages are due by the rate of the moment', () => {
  let now = 0;
  let rate = 10;
  const pace = createCoupledPace(
    () => rate,
    () => now,
  );
  expect(pace.waitFor(0)).toBe(0);
  expect(pace.waitFor(1)).toBe(100);
  rate = 1;
  expect(pace.waitFor(2)).toBe(1_100);
  now = 1_100;
  expect(pace.waitFor(2)).toBe(0);
});

test('after an outage at most a second is made up for', () => {
  let now = 0;
  const pace = createCoupledPace(
    () => 10,
    () => now,
  );
  now = 60_000;
  expect(pace.waitFor(1)).toBe(0);
  expect(pace.waitFor(11)).toBe(0);
  expect(pace.waitFor(12)).toBe(100);
});
