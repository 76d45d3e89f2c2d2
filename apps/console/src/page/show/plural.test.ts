import { describe, expect, it } from '@jest/globals';
import { plural } from './plural.ts';

describe('a count with its noun', () => {
  it.each([
    [0, '0 batches'],
    [1, '1 batch'],
    [1_204, '1,204 batches'],
  ])('of %d is %s', (n, said) => expect(plural(n, 'batch', 'batches')).toBe(said));
});
