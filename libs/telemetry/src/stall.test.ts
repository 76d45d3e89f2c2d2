import { describe, expect, test } from '@jest/globals';
import { findStall, isMove, sayStall, type Watched } from './stall.ts';

function watched(what: string, movedAt: number, at: Watched['at'] = null): Watched {
  return { what, movedAt, at };
}

describe('a stall', () => {
  test('is what has stood still for the set time, and no sooner', () => {
    const one = watched('raw/3', 1_000);
    expect(findStall([one], 60_999, 60_000)).toBeNull();
    expect(findStall([one], 61_000, 60_000)).toBe(one);
  });

  test('of one is found though the others move, and of several the longest', () => {
    const moving = [0, 1, 2, 4, 5].map((p) => watched(`raw/${p}`, 99_000));
    const stuck = watched('raw/3', 5_000);
    expect(findStall([...moving, stuck, watched('raw/6', 6_000)], 100_000, 60_000)).toBe(stuck);
  });

  test('is told with what, since when, where, and what to do', () => {
    const now = Date.UTC(2026, 10, 22, 12);
    const sentence = sayStall(watched('raw/3', now - 61_500, { position: 12, end: 50 }), now, 60_000);
    expect(sentence).toMatch(
      /^raw\/3 has not moved for 62 s \(since 2026-11-22T11:58:58.500Z, limit 60 s\); it stands at 12, its end is 50\. This worker must be started again/,
    );
    expect(sayStall(watched('raw/3', now - 60_000), now, 60_000)).not.toContain('stands');
  });
});

describe('to be heard of', () => {
  test.each([
    ['elsewhere than before is a move', { position: 4, end: 9 }, { position: 5, end: 9 }, true],
    [
      'at the same place with records before it is none',
      { position: 5, end: 9 },
      { position: 5, end: 9 },
      false,
    ],
    [
      'at the same place while the end moves on is none',
      { position: 5, end: 9 },
      { position: 5, end: 12 },
      false,
    ],
    ['at the end is a move: nothing is to be done', { position: 9, end: 9 }, { position: 9, end: 9 }, true],
    ['further back, as after a takeover, is a move', { position: 5, end: 9 }, { position: 2, end: 9 }, true],
    ['for the first time is a move', null, { position: 5, end: 9 }, true],
  ])('%s', (_, before, at, moves) => {
    expect(isMove(before, at)).toBe(moves);
  });
});
