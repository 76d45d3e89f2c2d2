import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createMarks } from './marks.ts';

// Pages end at multiples of 4,096: offsets on both sides of one.
const offset = fc.oneof(
  fc.integer({ min: 65_500, max: 65_600 }),
  fc.integer({ min: 10_000_000, max: 10_000_010 }),
);

test('marks are found again, in order, wherever they are', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(offset, fc.integer({ min: 1, max: 0xffff }))),
      offset,
      offset,
      (added, from, to) => {
        const marks = createMarks();
        const model = new Map<number, number>();
        for (const [at, what] of added) {
          marks.add(at, what);
          model.set(at, (model.get(at) ?? 0) | what);
        }
        const seen: [number, number][] = [];
        marks.each(from, to, (at, what) => seen.push([at, what]));
        expect(seen).toEqual([...model].filter(([at]) => at >= from && at < to).sort(([a], [b]) => a - b));
        for (const [at, what] of model) expect(marks.at(at)).toBe(what);
        marks.keep(6);
        for (const [at, what] of model) expect(marks.at(at)).toBe(what & 6);
      },
    ),
  );
});

test('an offset without marks has none', () => {
  expect(createMarks().at(2 ** 50)).toBe(0);
});
