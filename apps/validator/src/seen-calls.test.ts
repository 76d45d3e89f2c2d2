import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createSeenCalls } from './seen-calls.ts';

// First words with equal low bits, so that the ids of a table of any size meet in one slot and its neighbours.
const hexIds = ['00000000', '00000010', '10000000', '0000000f', 'ffffffff'].flatMap((word) => [
  word + '0'.repeat(24),
  word + '0'.repeat(23) + '1',
]);
const ownIds = ['call-1', 'CALL:1', 'A'.repeat(64), 'f'.repeat(31), 'F'.repeat(32)];
const ids = [...hexIds, ...ownIds];
const windowMs = 10;
const print = 'fedcba9876543210';

interface Entry {
  id: string;
  fingerprint: string;
  rawOffset: number;
  time: number;
}

/** The last `capacity` entries in an array, searched from the newest. */
function naiveSeenCalls(capacity: number) {
  let entries: Entry[] = [];
  return {
    find(id: string, now: number) {
      const entry = entries.findLast((one) => one.id === id && now - one.time <= windowMs);
      return entry ? { fingerprint: entry.fingerprint, rawOffset: entry.rawOffset } : null;
    },
    remember: (entry: Entry) => void (entries = [...entries, entry].slice(-capacity)),
    clear: () => void (entries = []),
    size: () => entries.length,
    spanMs: () => (entries.at(-1)?.time ?? 0) - (entries[0]?.time ?? 0),
  };
}

const step = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.record({ id: fc.constantFrom(...ids), later: fc.integer({ min: 0, max: 4 }) }),
  },
  { weight: 1, arbitrary: fc.constant('clear' as const) },
);

describe('seen calls', () => {
  test('are the last K clean records, each valid for the window', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.array(step, { maxLength: 80 }), (capacity, steps) => {
        const seen = createSeenCalls(capacity, windowMs);
        const naive = naiveSeenCalls(capacity);
        let time = 1_700_000_000_000;
        for (const [rawOffset, given] of steps.entries()) {
          if (given === 'clear') {
            seen.clear();
            naive.clear();
          } else {
            time += given.later;
            const fingerprint = rawOffset.toString(16).padStart(16, 'f');
            seen.remember(given.id, fingerprint, rawOffset, time);
            naive.remember({ id: given.id, fingerprint, rawOffset, time });
          }
          expect([seen.size, seen.spanMs]).toEqual([naive.size(), naive.spanMs()]);
          for (const id of ids) {
            for (const now of [time, time + 3, time + windowMs, time + windowMs + 1]) {
              expect(seen.find(id, now)).toEqual(naive.find(id, now));
            }
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test('hold one call where the capacity is one', () => {
    const seen = createSeenCalls(1, windowMs);
    seen.remember(ids[0]!, print, 1, 5);
    seen.remember(ids[1]!, print, 2, 6);
    expect(seen.find(ids[0]!, 6)).toBeNull();
    expect(seen.find(ids[1]!, 6)).toEqual({ fingerprint: print, rawOffset: 2 });
    expect([seen.size, seen.spanMs]).toEqual([1, 0]);
  });

  test('give back every bit of a fingerprint and raw offsets above 2^32', () => {
    const seen = createSeenCalls(2, windowMs);
    seen.remember(ids[0]!, '00000001ffffffff', 2 ** 53 - 1, 1_700_000_000_000);
    expect(seen.find(ids[0]!, 1_700_000_000_000)).toEqual({
      fingerprint: '00000001ffffffff',
      rawOffset: 2 ** 53 - 1,
    });
  });

  test("keep a source's own ids apart, their case included", () => {
    const seen = createSeenCalls(10, windowMs);
    for (const [rawOffset, id] of ownIds.entries()) seen.remember(id, print, rawOffset, 0);
    expect(ownIds.map((id) => seen.find(id, 0)?.rawOffset)).toEqual([...ownIds.keys()]);
    expect(seen.find('f'.repeat(32), 0)).toBeNull();
  });

  test('cover no time while they are empty', () => {
    const seen = createSeenCalls(10, windowMs);
    expect([seen.size, seen.spanMs, seen.find(ids[0]!, 0)]).toEqual([0, 0, null]);
  });
});
