import { describe, expect, it } from '@jest/globals';
import type { TraceView } from '../../api.ts';
import { begin, foundIn, hear, nextPath, type Search, wantMore } from './search.ts';

const path = '/api/trace?number=911';
const call = { title: 'It is in the table', place: null, steps: [] };
const line = { start: null, from: '', to: '', seconds: null, loadedAt: null, place: null };
const lines = (count: number) => Array.from({ length: count }, () => line);

const part = (facts: Partial<TraceView>): TraceView => ({
  ...{ calls: [], rows: [], says: [], next: null, share: 1 },
  ...facts,
});

/** A search that was told these answers. */
function told(...parts: Partial<TraceView>[]): Search {
  return parts.reduce<Search>(
    (search, facts) => hear(search, { kind: 'told', view: part(facts) }, 5),
    begin(path),
  );
}

describe('a search', () => {
  it('asks for nothing when nothing is looked for', () => expect(nextPath(begin(null))).toBeNull());

  it('begins with what is looked for, and goes on from where the answer before ended', () => {
    expect(nextPath(begin(path))).toBe(path);
    expect(nextPath(told({ next: '7~a+b' }))).toBe(`${path}&from=7~a%2Bb`);
  });

  it.each<[string, Partial<TraceView>]>([
    ['at the end of the table', { next: null }],
    ['with a call that was found', { next: 'x', calls: [call] }],
    ['with fifty calls of a number', { next: 'x', rows: lines(50) }],
  ])('rests %s', (_, facts) => expect(nextPath(told(facts))).toBeNull());

  it('gathers few calls of a number until it has fifty, and as many again when told so', () => {
    const search = told({ next: 'x', rows: lines(20) }, { next: 'y', rows: lines(29) });
    expect(nextPath(search)).toBe(`${path}&from=y`);
    const enough = hear(search, { kind: 'told', view: part({ next: 'z', rows: lines(2) }) }, 6);
    expect(nextPath(enough)).toBeNull();
    expect(nextPath(wantMore(enough))).toBe(`${path}&from=z`);
  });

  it('keeps what it has when the next answer does not come, and goes on when told so', () => {
    const trouble = { kind: 'silent', status: null, problem: 'gone' } as const;
    const search = hear(told({ next: 'x', rows: [line] }), trouble, 9);
    expect([search.at, search.trouble, nextPath(search)]).toEqual([5, trouble, null]);
    expect(nextPath(wantMore(search))).toBe(`${path}&from=x`);
  });
});

describe('what was found', () => {
  it('is what all answers have found, as far as the last one looked', () => {
    const { parts } = told(
      { rows: lines(2), next: 'x', share: 0.2 },
      { rows: lines(1), next: 'y', share: 0.4 },
    );
    expect(foundIn(parts)).toEqual({ calls: [], rows: lines(3), says: [], next: 'y', share: 0.4 });
  });

  it('is with what is said of what was not found, until the call is', () => {
    const waits = { says: ['Much waits.'], next: 'x' };
    expect(foundIn(told(waits, { says: ['Nowhere.'] }).parts).says).toEqual(['Much waits.', 'Nowhere.']);
    expect(foundIn(told(waits, { calls: [call] }).parts).says).toEqual([]);
  });
});
