import { describe, expect, test } from '@jest/globals';
import { createCheck, defaultQualitySettings } from '@cdr/call-quality';
import type { CallRecord } from '@cdr/call-record';
import { createLiveStarts, createMomentPrinter, createSteppedStarts, type NextStart } from './call-times.ts';
import { createCallMaker } from './make-call.ts';
import { createPeople, headcount } from './people.ts';
import { createRandom } from './random.ts';

const noon = Date.UTC(2023, 10, 15, 12);

function callMaker(nextStart: NextStart, seed = 7, timeZone = 'UTC') {
  const printMoment = createMomentPrinter(timeZone);
  return createCallMaker({
    people: createPeople(seed),
    random: createRandom(seed, 3),
    nextStart,
    printMoment,
  });
}

function steppedCalls(count: number, seed = 7, timeZone = 'UTC'): CallRecord[] {
  const makeCall = callMaker(createSteppedStarts(noon, createRandom(seed, 2)), seed, timeZone);
  return Array.from({ length: count }, makeCall);
}

function identity({ caller_id, receiver_id, start_datetime }: CallRecord): string {
  return `${caller_id}${receiver_id}${start_datetime}`;
}

describe('a made-up call', () => {
  test('looks like those of the original producer', () => {
    for (const call of steppedCalls(500)) {
      expect(call.caller_name).toMatch(/^[A-Z][\w.' -]+$/);
      expect(call.caller_id).toMatch(/^\+1[2-9]\d{9}$/);
      expect(call.receiver_id).toMatch(/^(\+1[2-9]\d{9}|911)$/);
      expect(call.call_duration).toBeGreaterThanOrEqual(1);
      expect(call.call_duration).toBeLessThanOrEqual(1_200);
      expect(['Verizon', 'AT&T', 'T-Mobile', 'Sprint']).toContain(call.network_provider);
    }
  });

  test.each(['UTC', 'America/New_York'])('passes every quality rule, with its times in %s', (timeZone) => {
    const check = createCheck({ ...defaultQualitySettings, timeZone });
    for (const call of steppedCalls(1_000, 7, timeZone)) {
      expect(check(Buffer.from(JSON.stringify(call)), noon)).toMatchObject({ kind: 'accepted' });
    }
  });

  test('passes them in the hours when the clocks change too', () => {
    const timeZone = 'America/New_York';
    const check = createCheck({ ...defaultQualitySettings, timeZone });
    for (const change of [Date.UTC(2023, 10, 5, 6), Date.UTC(2023, 2, 12, 7)]) {
      const makeCall = callMaker(createSteppedStarts(change - 1_000, createRandom(1, 2)), 1, timeZone);
      for (let n = 0; n < 500; n += 1) {
        expect(check(Buffer.from(JSON.stringify(makeCall())), change)).toMatchObject({ kind: 'accepted' });
      }
    }
  });

  test('is the same for the same seed and start, and another for another seed', () => {
    expect(steppedCalls(1_000)).toEqual(steppedCalls(1_000));
    expect(steppedCalls(1_000, 8)[999]).not.toEqual(steppedCalls(1_000)[999]);
  });

  test('shares its identity with no other of half a million', () => {
    const makeCall = callMaker(createSteppedStarts(noon, createRandom(7, 2)));
    const seen = new Set<string>();
    for (let n = 0; n < 500_000; n += 1) seen.add(identity(makeCall()));
    expect(seen.size).toBe(500_000);
  });

  test('comes from somebody who has not called before, half a million times in a second that does not pass', () => {
    const makeCall = callMaker(createLiveStarts(() => noon, headcount));
    const callers = new Set<string>();
    const starts = new Set<string>();
    for (let n = 0; n < 500_000; n += 1) {
      const call = makeCall();
      callers.add(call.caller_id);
      starts.add(call.start_datetime);
    }
    expect([callers.size, starts.size]).toEqual([500_000, 1]);
  });
});
