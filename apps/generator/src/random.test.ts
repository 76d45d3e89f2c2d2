import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createRandom } from './random.ts';

function draws(seed: number, stream: number) {
  const random = createRandom(seed, stream);
  return Array.from({ length: 20 }, () => random.next());
}

test('a seed and a stream repeat their draws', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.nat(9), (seed, stream) => {
      expect(draws(seed, stream)).toEqual(draws(seed, stream));
    }),
  );
});

test('other seeds and other streams draw otherwise, large seeds included', () => {
  const all = [draws(1, 1), draws(2, 1), draws(1, 2), draws(1 + 2 ** 32, 1), draws(0, 0)];
  expect(new Set(all.map((drawn) => drawn.join())).size).toBe(all.length);
});

test('draws are spread evenly', () => {
  const random = createRandom(42, 0);
  const counts = new Array<number>(10).fill(0);
  for (let n = 0; n < 100_000; n += 1) counts[random.below(10)]! += 1;
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
});
