import { describe, expect, it } from '@jest/globals';
import type { LetterRow } from '../../api.ts';
import { allChosen, choose, chosenPlaces, noneChosen } from './chosen.ts';

function letter(rawOffset: number, facts: Partial<LetterRow> = {}): LetterRow {
  return {
    partition: 3,
    offset: rawOffset + 1_000,
    stage: 'validate',
    rawOffset,
    writtenAt: 0,
    reason: 'quality',
    rules: [],
    replays: 0,
    sentBack: null,
    ...facts,
  };
}

const sentBack = { at: '2026-02-03T12:00:00Z', as: { partition: 3, offset: 9 } };
const [first, second, sent] = [letter(1), letter(2), letter(3, { sentBack })];

describe('letters chosen by hand', () => {
  it('are those of a page that can be sent back', () => {
    const chosen = choose(noneChosen, [first, second, sent], true);
    expect(chosenPlaces(chosen)).toEqual([
      { partition: 3, rawOffset: 1, stage: 'validate' },
      { partition: 3, rawOffset: 2, stage: 'validate' },
    ]);
    expect(allChosen(chosen, [first, second, sent])).toBe(true);
  });

  it('stay when others are given up', () => {
    const chosen = choose(choose(noneChosen, [first, second], true), [first], false);
    expect(chosenPlaces(chosen).map(({ rawOffset }) => rawOffset)).toEqual([2]);
    expect(allChosen(chosen, [first, second])).toBe(false);
  });

  it('of one record are two when both workers wrote about it', () => {
    expect(choose(noneChosen, [first, letter(1, { stage: 'load' })], true).size).toBe(2);
  });

  it('are never all of a page where none can be', () => {
    expect(allChosen(noneChosen, [sent])).toBe(false);
  });
});
