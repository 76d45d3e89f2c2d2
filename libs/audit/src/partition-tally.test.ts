import { describe, expect, test } from '@jest/globals';
import { type DeadReason, deadReasons, type Stage } from '@cdr/kafka';
import fc from 'fast-check';
import { createPartitionTally, type PartitionAudit, type Span } from './partition-tally.ts';

type Event =
  | { topic: 'raw'; offset: number }
  | { topic: 'clean'; offset: number }
  | { topic: 'dlq'; offset: number; stage: Stage; reason: DeadReason };

const held = { start: 10, end: 40 };

/** The rules of the promise as sentences over sets, with no thought of speed. */
function audited(events: readonly Event[], from = held.start, to = Infinity): PartitionAudit {
  const raw = new Set<number>();
  const clean = new Set<number>();
  const letters = new Map<number, DeadReason>();
  const loaderLetters = new Set<number>();
  let highWater = -1;
  for (const event of events) {
    const { topic, offset } = event;
    if (topic === 'raw' && offset >= held.start && offset < held.end) raw.add(offset);
    if (topic === 'clean' && offset > highWater) clean.add((highWater = offset));
    if (topic !== 'dlq') continue;
    if (event.stage === 'load') loaderLetters.add(offset);
    else if (!letters.has(offset)) letters.set(offset, event.reason);
  }
  const all = new Set([...raw, ...clean, ...letters.keys(), ...loaderLetters]);
  const places = [...all].filter((n) => n >= held.start && n >= from && n < to).sort((a, b) => a - b);
  const dead = places.filter((n) => letters.has(n) && !clean.has(n));
  const deadByReason: PartitionAudit['deadByReason'] = {};
  for (const n of dead) deadByReason[letters.get(n)!] = (deadByReason[letters.get(n)!] ?? 0) + 1;
  return {
    partition: 3,
    raw: places.filter((n) => raw.has(n)).length,
    clean: places.filter((n) => clean.has(n)).length,
    dead: dead.length,
    deadByReason,
    missing: spans(places.filter((n) => raw.has(n) && !clean.has(n) && !letters.has(n))),
    unknown: spans(places.filter((n) => !raw.has(n))),
  };
}

function spans(offsets: readonly number[]): Span[] {
  return offsets
    .filter((n, i) => offsets[i - 1] !== n - 1)
    .map((first) => {
      let last = first;
      while (offsets.includes(last + 1)) last += 1;
      return { first, last };
    });
}

function tallied(events: readonly Event[]) {
  const tally = createPartitionTally(3, held);
  for (const event of events) {
    if (event.topic === 'raw') tally.raw(event.offset);
    else if (event.topic === 'clean') tally.clean(event.offset);
    else tally.letter(event.stage, event.offset, event.reason);
  }
  return tally;
}

const offset = fc.nat(50);
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ topic: fc.constant('raw' as const), offset }) },
  fc.record({ topic: fc.constant('clean' as const), offset }),
  fc.record({
    topic: fc.constant('dlq' as const),
    offset,
    stage: fc.constantFrom('validate' as const, 'load' as const),
    reason: fc.constantFrom(...deadReasons),
  }),
);

function raws(first: number, last: number): Event[] {
  return Array.from({ length: last - first + 1 }, (_, i) => ({ topic: 'raw', offset: first + i }));
}

function letter(at: number, reason: DeadReason = 'quality', stage: Stage = 'validate'): Event {
  return { topic: 'dlq', offset: at, stage, reason };
}

describe('the tally of a partition', () => {
  test('agrees with the rules, whatever the topics hold', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 120 }), offset, offset, (events, from, to) => {
        const tally = tallied(events);
        expect(tally.audit()).toEqual(audited(events));
        expect(tally.audit(from, to)).toEqual(audited(events, from, to));
      }),
      { numRuns: 500 },
    );
  });

  test('does not depend on which topic is read first', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 120 }), (events) => {
        const byTopic = ['dlq', 'clean', 'raw'].flatMap((topic) => events.filter((e) => e.topic === topic));
        expect(tallied(byTopic).audit()).toEqual(tallied(events).audit());
      }),
    );
  });

  test('finds nothing wrong where each record is clean or has its letter', () => {
    const events: Event[] = [
      ...raws(10, 12),
      { topic: 'clean', offset: 10 },
      letter(11),
      letter(12, 'schema'),
    ];
    expect(tallied(events).audit()).toEqual({
      partition: 3,
      raw: 3,
      clean: 1,
      dead: 2,
      deadByReason: { quality: 1, schema: 1 },
      missing: [],
      unknown: [],
    });
  });

  test('names the records in neither topic', () => {
    const events: Event[] = [...raws(10, 16), { topic: 'clean', offset: 12 }, letter(15)];
    expect(tallied(events).audit().missing).toEqual([
      { first: 10, last: 11 },
      { first: 13, last: 14 },
      { first: 16, last: 16 },
    ]);
  });

  test('does not count a letter whose record is clean, nor a replay in clean', () => {
    const events: Event[] = [
      ...raws(10, 11),
      letter(10),
      { topic: 'clean', offset: 11 },
      { topic: 'clean', offset: 10 },
      letter(11),
    ];
    expect(tallied(events).audit()).toMatchObject({ clean: 1, dead: 1, missing: [] });
  });

  test('counts the first of several letters', () => {
    const events = [...raws(10, 10), letter(10, 'duplicate'), letter(10, 'conflict')];
    expect(tallied(events).audit()).toMatchObject({ dead: 1, deadByReason: { duplicate: 1 } });
  });

  test('counts no letter of the loader: the clean record it belongs to stays one', () => {
    const events: Event[] = [...raws(10, 10), { topic: 'clean', offset: 10 }, letter(10, 'conflict', 'load')];
    expect(tallied(events).audit()).toMatchObject({ clean: 1, dead: 0, deadByReason: {} });
  });

  test('misses nothing where control records left a hole in raw', () => {
    const events: Event[] = [...raws(10, 10), ...raws(12, 12), letter(10), letter(12)];
    expect(tallied(events).audit()).toMatchObject({ raw: 2, missing: [], unknown: [] });
  });

  test('names what raw does not hold, also beyond its end, but not what expired before its start', () => {
    const events: Event[] = [letter(3), letter(20), { topic: 'clean', offset: 40 }, letter(41)];
    expect(tallied(events).audit().unknown).toEqual([
      { first: 20, last: 20 },
      { first: 40, last: 41 },
    ]);
  });

  test('is empty for an empty partition', () => {
    const tally = createPartitionTally(3, { start: 10, end: 10 });
    tally.raw(10); // arrived after the range was noted
    expect(tally.audit()).toMatchObject({ raw: 0, missing: [], unknown: [] });
  });
});
