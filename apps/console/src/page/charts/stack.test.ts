import { expect, it } from '@jest/globals';
import { stack } from './stack.ts';

it('puts each layer on top of those before it, and nothing where nothing is known', () => {
  const layers = [
    [1, 2, 3],
    [4, null, 0],
    [1, 1, 1],
  ];
  expect(stack(layers)).toEqual([
    [1, 2, 3],
    [5, 2, 3],
    [6, 3, 4],
  ]);
});
