import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createPace } from './pace.ts';

/** Sends by the pace on a clock that wakes late; tells when each message went, ms from the start. */
function timesOf(rate: number, count: number, lateMs: () => number): number[] {
  const clock = { now: 0 };
  const pace = createPace(rate, () => clock.now);
  const times: number[] = [];
  while (times.length < count) {
    const wait = pace.waitFor(times.length);
    if (wait > 0) clock.now += wait + lateMs();
    else times.push(clock.now);
  }
  return times;
}

describe('a pace', () => {
  test('of 0.33 sends one message in three seconds', () => {
    expect(timesOf(0.33, 4, () => 0).map(Math.round)).toEqual([0, 3030, 6061, 9091]);
  });

  test('without a limit never waits', () => {
    expect(timesOf(Infinity, 1_000, () => 0).at(-1)).toBe(0);
  });

  test('sends no message before its time, and does not drift though it wakes late', () => {
    const rates = fc.double({ min: 0.1, max: 50_000, noNaN: true });
    fc.assert(
      fc.property(rates, fc.array(fc.nat(50), { minLength: 1 }), (rate, late) => {
        let turn = 0;
        const times = timesOf(rate, 500, () => late[turn++ % late.length] as number);
        for (const [n, time] of times.entries()) {
          const due = (n * 1000) / rate;
          expect(time).toBeGreaterThanOrEqual(due - 1e-6);
          expect(time).toBeLessThanOrEqual(due + 75); // the least wait of 20 ms, 50 ms late, and rounding
        }
      }),
    );
  });

  test('makes up for at most a second after an outage', () => {
    const clock = { now: 0 };
    const pace = createPace(100, () => clock.now);
    clock.now = 3_600_000;
    let atOnce = 0;
    while (pace.waitFor(atOnce) === 0) atOnce += 1;
    expect(atOnce).toBe(101);
  });
});
