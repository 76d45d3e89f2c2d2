import { describe, expect, it } from '@jest/globals';
import { placePhases } from './place-phases.ts';

function phasesOf(...lengths: number[]) {
  return lengths.map((ms, place) => ({ phase: String(place), ms }));
}

describe('phases in a bar', () => {
  it('stand one behind the other', () => {
    expect(placePhases(phasesOf(300, 100))).toEqual([
      { from: 0, length: 75 },
      { from: 75, length: 25 },
    ]);
  });

  it('have no length when clocks differ', () => {
    expect(placePhases(phasesOf(100, -5))).toEqual([
      { from: 0, length: 100 },
      { from: 100, length: 0 },
    ]);
  });

  it('are nothing when all took no time', () => {
    expect(placePhases(phasesOf(0, 0))).toEqual([
      { from: 0, length: 0 },
      { from: 0, length: 0 },
    ]);
  });
});
