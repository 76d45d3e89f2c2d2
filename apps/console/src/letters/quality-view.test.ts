import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { indexOf, letterFacts } from './letters.fixture.ts';
import { qualityView, spans } from './quality-view.ts';
import type { LetterFacts } from './read-letter.ts';

const hourMs = 3_600_000;
const now = 1_700_000_123_456;

function view(letters: LetterFacts[][], facts: Partial<Parameters<typeof qualityView>[0]> = {}) {
  const usual = { hours: 1, now, received: 100, alerts: [], masked: true };
  return qualityView({ index: indexOf(...letters), ...usual, ...facts });
}

/** Letters of the last minutes, the newest last, as so many of each. */
function letters(...some: [count: number, facts: Partial<LetterFacts>][]): LetterFacts[] {
  return some
    .flatMap(([count, facts]) => Array.from({ length: count }, () => facts))
    .map((facts, offset) => letterFacts(offset, { writtenAt: now - 60_000, ...facts }));
}

describe('what was refused', () => {
  test('is counted by reason and rule, the most first', () => {
    const { reasons } = view([
      letters([1, { reason: 'schema', rules: '' }], [2, { rules: 'b,a' }], [1, { rules: 'b' }]),
      letters([1, { rules: 'c' }]),
    ]);
    expect(reasons).toEqual([
      {
        reason: 'quality',
        letters: 4,
        rules: [
          { rule: 'b', letters: 3 },
          { rule: 'a', letters: 2 },
          { rule: 'c', letters: 1 },
        ],
      },
      { reason: 'schema', letters: 1, rules: [] },
    ]);
  });

  test('is bad but for duplicates: who sends something twice does not send bad data', () => {
    const seen = view([letters([3, { reason: 'duplicate', caller: 'twice' }], [2, { caller: 'bad' }])], {
      masked: false,
    });
    expect([seen.bad, seen.badShare]).toEqual([2, 0.02]);
    expect(seen.reasons.map(({ reason, letters: count }) => [reason, count])).toEqual([
      ['duplicate', 3],
      ['quality', 2],
    ]);
    expect(seen.offenders.callers).toEqual([{ name: 'bad', letters: 2 }]);
  });

  test.each<[number | null, number | null]>([
    [null, null],
    [0, null],
    [4, 0.5],
    [1, 1],
  ])('of %j received is a share of %j', (received, badShare) => {
    expect(view([letters([2, {}])], { received }).badShare).toBe(badShare);
  });
});

test.each(Object.keys(spans).map(Number))(
  'the timeline of %i hours has each letter of the span, and no other',
  (hours) => {
    const ages = fc.array(fc.integer({ min: -60_000, max: 2 * hours * hourMs }), { maxLength: 40 });
    const reasons = fc.constantFrom<LetterFacts['reason']>('quality', 'schema', 'duplicate');
    fc.assert(
      fc.property(ages, reasons, fc.nat(hourMs), (all, reason, later) => {
        const moment = now + later;
        const sorted = all.toSorted((a, b) => b - a);
        const made = sorted.map((age, n) => letterFacts(n, { writtenAt: moment - age, reason }));
        const { timeline, reasons: counts } = view([made], { hours, now: moment });
        const inSpan = sorted.filter((age) => age <= hours * hourMs);
        expect((timeline.at.at(-1)! + timeline.everySeconds) * 1000).toBeGreaterThan(moment);
        const series = timeline.series[reason] ?? [];
        expect(series.reduce((sum, count) => sum + count, 0)).toBe(inSpan.length);
        expect(counts[0]?.letters ?? 0).toBe(inSpan.length);
        for (const [n, count] of series.entries()) {
          const [from, to] = [timeline.at[n]! * 1000, timeline.at[n]! * 1000 + timeline.everySeconds * 1000];
          const isLast = n === series.length - 1;
          const within = inSpan.filter((age) => moment - age >= from && (isLast || moment - age < to));
          expect(count).toBe(within.length);
        }
        expect(series.length === 0 || series.length === timeline.at.length).toBe(true);
      }),
    );
  },
);

describe('those with the most bad records', () => {
  test('are named, with all but the end of their number covered', () => {
    const { offenders } = view([letters([2, {}], [3, { caller: '+12125550000' }], [1, { caller: '' }])]);
    expect(offenders.callers).toEqual([
      { name: '+•••••••••00', letters: 3 },
      { name: '+•••••••••34', letters: 2 },
    ]);
    expect(offenders.providers).toEqual([{ name: 'Verizon', letters: 6 }]);
  });

  test('are shown as they are to eyes that may see them', () => {
    const { offenders } = view([letters([1, { provider: '+19145551234' }])], { masked: false });
    expect(offenders.callers).toEqual([{ name: '+12125551234', letters: 1 }]);
    expect(offenders.providers).toEqual([{ name: '+19145551234', letters: 1 }]);
  });

  test('are covered also where a broken source has put a number into the provider', () => {
    const { offenders } = view([letters([1, { provider: '+19145551234' }], [1, { provider: '' }])]);
    expect(offenders.providers).toEqual([{ name: '+•••••••••••', letters: 1 }]);
  });

  test('are covered where it has written more than a provider', () => {
    const { offenders } = view([letters([1, { provider: 'x'.repeat(51) }])]);
    expect(offenders.providers).toEqual([{ name: '•'.repeat(51), letters: 1 }]);
  });

  test('are the ten worst of many', () => {
    const many = Array.from({ length: 30 }, (_, n): [number, Partial<LetterFacts>] => [
      1 + ((n * 7) % 30),
      { caller: `c${n}` },
    ]);
    const { callers } = view([letters(...many)], { masked: false }).offenders;
    expect(callers.map(({ letters: count }) => count)).toEqual([30, 29, 28, 27, 26, 25, 24, 23, 22, 21]);
  });
});
