import { describe, expect, test } from '@jest/globals';
import { type DeadReason, deadReasons, type Stage } from '@cdr/kafka';
import fc from 'fast-check';
import type { Judged, PartitionAudit } from './partition-audit.ts';
import { createPartitionTally } from './partition-tally.ts';
import type { Found, Span } from './spans.ts';

type Event =
  | { topic: 'raw'; offset: number }
  | { topic: 'table'; offset: number }
  | { topic: 'dlq'; offset: number; stage: Stage; reason: DeadReason }
  | { topic: 'clean'; offset: number; settled: boolean; amiss: 'no' | 'lost' | 'excused' };

const held = { start: 10, end: 40 };
const all: Judged = { from: 0, through: 1_000, rowsFrom: 0 };

/** The rules of the promise as sentences over sets, with no thought of speed. */
function audited(events: readonly Event[], judged: Judged, from = 0, to = Infinity): PartitionAudit {
  const of = (topic: Event['topic']) => events.filter((event) => event.topic === topic);
  const raw = new Set(
    of('raw')
      .map(({ offset }) => offset)
      .filter((n) => n < held.end),
  );
  const rows = of('table').map(({ offset }) => offset);
  const letters = { validate: new Map<number, DeadReason>(), load: new Map<number, DeadReason>() };
  for (const event of events)
    if (event.topic === 'dlq' && !letters[event.stage].has(event.offset))
      letters[event.stage].set(event.offset, event.reason);
  const clean = new Map<number, Event & { topic: 'clean' }>();
  for (const event of events)
    if (event.topic === 'clean' && event.offset > Math.max(-1, ...clean.keys()))
      clean.set(event.offset, event);

  const places = [
    ...new Set([...raw, ...rows, ...letters.validate.keys(), ...letters.load.keys(), ...clean.keys()]),
  ]
    .filter((n) => n >= from && n < to)
    .sort((a, b) => a - b);
  const sent = places.filter((n) => raw.has(n));
  const unclean = sent.filter((n) => !clean.has(n));
  const closed = unclean.filter((n) => n < judged.through);
  const dead = closed.filter((n) => letters.validate.has(n));
  const untold = closed.filter((n) => !letters.validate.has(n));
  const accepted = places.filter((n) => clean.has(n));
  const settled = accepted.filter((n) => clean.get(n)!.settled);
  const refused = settled.filter((n) => !rows.includes(n) && letters.load.has(n));
  const asked = settled.filter((n) => !rows.includes(n) && !letters.load.has(n));
  const count = (amiss: 'no' | 'lost' | 'excused') => asked.filter((n) => clean.get(n)!.amiss === amiss);
  return {
    partition: 3,
    raw: {
      records: sent.length,
      clean: sent.length - unclean.length,
      dead: dead.length,
      deadByReason: byReason(dead.map((n) => letters.validate.get(n)!)),
      open: unclean.length - closed.length,
      unjudged: untold.filter((n) => n < judged.from).length,
    },
    clean: {
      records: accepted.length,
      loaded: settled.filter((n) => rows.includes(n)).length,
      alreadyLoaded: count('no').length,
      refused: refused.length,
      refusedByReason: byReason(refused.map((n) => letters.load.get(n)!)),
      waiting: accepted.length - settled.length,
      unjudged: count('excused').length,
    },
    missing: found(untold.filter((n) => n >= judged.from)),
    unknown: found(
      places.filter(
        (n) =>
          n >= held.start && !raw.has(n) && (clean.has(n) || letters.validate.has(n) || letters.load.has(n)),
      ),
    ),
    lost: found(count('lost')),
    strayRows: found(places.filter((n) => rows.includes(n) && !clean.has(n) && n >= judged.rowsFrom)),
    repeatedRows: found(places.filter((n) => rows.filter((row) => row === n).length > 1)),
  };
}

function byReason(reasons: readonly DeadReason[]): Partial<Record<DeadReason, number>> {
  const counts: Partial<Record<DeadReason, number>> = {};
  for (const reason of reasons) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}

function found(offsets: readonly number[]): Found {
  const spans: Span[] = offsets
    .filter((n, i) => offsets[i - 1] !== n - 1)
    .map((first) => {
      let last = first;
      while (offsets.includes(last + 1)) last += 1;
      return { first, last };
    });
  return { offsets: offsets.length, spans, moreSpans: 0 };
}

/** Feeds a tally as an audit does: rows, raw and letters in any order, then clean. */
function tallied(events: readonly Event[]) {
  const tally = createPartitionTally(3, held);
  for (const event of events) {
    if (event.topic === 'raw') tally.raw(event.offset);
    if (event.topic === 'table') tally.row(event.offset);
    if (event.topic === 'dlq') tally.letter(event.stage, event.offset, event.reason);
  }
  for (const event of events) {
    if (event.topic !== 'clean' || !tally.clean(event.offset)) continue;
    const fate = tally.compare(event.offset, event.settled);
    if (event.settled && fate === 'unknown' && event.amiss !== 'no')
      tally.lost(event.offset, event.amiss === 'excused');
  }
  return tally;
}

const offset = fc.nat(50);
const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      topic: fc.constant('raw' as const),
      offset: fc.integer({ min: held.start, max: 50 }),
    }),
  },
  fc.record({ topic: fc.constant('table' as const), offset }),
  fc.record({
    topic: fc.constant('clean' as const),
    offset,
    settled: fc.boolean(),
    amiss: fc.constantFrom('no' as const, 'lost' as const, 'excused' as const),
  }),
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

function clean(at: number): Event {
  return { topic: 'clean', offset: at, settled: true, amiss: 'no' };
}

describe('the tally of a partition', () => {
  test('agrees with the rules, whatever topics and table hold', () => {
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 120 }),
        fc.record({ from: offset, through: offset, rowsFrom: offset }),
        fc.tuple(offset, offset),
        (events, judged, [from, to]) => {
          const tally = tallied(events);
          expect(tally.audit(judged)).toEqual(audited(events, judged));
          expect(tally.audit(judged, from, to)).toEqual(audited(events, judged, from, to));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('finds nothing wrong where each record is clean or has its letter', () => {
    const events = [...raws(10, 12), clean(10), letter(11), letter(12, 'schema')];
    const { raw, missing, unknown } = tallied(events).audit(all);
    expect(raw).toMatchObject({ records: 3, clean: 1, dead: 2, deadByReason: { quality: 1, schema: 1 } });
    expect([missing.offsets, unknown.offsets]).toEqual([0, 0]);
  });

  test('names the records in neither topic, but those still on their way only as open', () => {
    const events = [...raws(10, 16), clean(12), letter(15)];
    expect(tallied(events).audit(all).missing.spans).toEqual([
      { first: 10, last: 11 },
      { first: 13, last: 14 },
      { first: 16, last: 16 },
    ]);
    const { raw, missing } = tallied(events).audit({ ...all, through: 13 });
    expect(missing.spans).toEqual([{ first: 10, last: 11 }]);
    expect(raw).toMatchObject({ records: 7, clean: 1, dead: 0, open: 4 });
  });

  test('does not count a letter whose record is clean, nor a replay in clean', () => {
    const events = [...raws(10, 11), letter(10), clean(11), clean(10), letter(11)];
    const { raw, missing } = tallied(events).audit(all);
    expect(raw).toMatchObject({ clean: 1, dead: 1 });
    expect(missing.offsets).toBe(0);
  });

  test('counts a letter of the loader against clean, and not where the record has a row', () => {
    const events = [
      ...raws(10, 11),
      letter(10, 'conflict', 'load'),
      letter(11, 'load', 'load'),
      clean(10),
      clean(11),
    ];
    const row: Event = { topic: 'table', offset: 11 };
    expect(tallied([...events, row]).audit(all)).toMatchObject({
      raw: { clean: 2, dead: 0 },
      clean: { records: 2, loaded: 1, refused: 1, refusedByReason: { conflict: 1 } },
    });
  });

  test('misses nothing where control records left a hole in raw', () => {
    const events = [...raws(10, 10), ...raws(12, 12), letter(10), letter(12)];
    const { raw, missing, unknown } = tallied(events).audit(all);
    expect([raw.records, missing.offsets, unknown.offsets]).toEqual([2, 0, 0]);
  });

  test('names what raw does not hold, also beyond its end, but not what expired before its start', () => {
    const events = [letter(3), letter(20), clean(40), letter(41)];
    expect(tallied(events).audit(all).unknown.spans).toEqual([
      { first: 20, last: 20 },
      { first: 40, last: 41 },
    ]);
  });

  test('names originals that letters speak of and clean does not have', () => {
    const tally = tallied([...raws(10, 14), clean(11)]);
    for (const original of [3, 11, 13]) tally.original(original);
    expect(tally.originalsAmiss(0).spans).toEqual([
      { first: 3, last: 3 },
      { first: 13, last: 13 },
    ]);
    expect(tally.originalsAmiss(10).spans).toEqual([{ first: 13, last: 13 }]);
  });

  test('forgets what the logs said, and keeps the rows, when a log has lost its start', () => {
    const tally = tallied([...raws(10, 20), letter(10), clean(11), { topic: 'table', offset: 11 }]);
    tally.restart(15);
    tally.clean(11);
    tally.compare(11, true);
    tally.raw(15);
    expect(tally.audit({ ...all, from: 20 })).toMatchObject({
      raw: { records: 1, unjudged: 1 },
      clean: { records: 1, loaded: 1 },
      unknown: { offsets: 0 },
    });
  });
});
