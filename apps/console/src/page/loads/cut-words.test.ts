import { describe, expect, it } from '@jest/globals';
import { cutWords } from './cut-words.ts';

describe('why a batch was closed', () => {
  it.each([
    ['rows', 'full by rows'],
    ['bytes', 'full by bytes'],
    ['age', 'its time was up'],
    ['moonrise', 'moonrise'],
  ])('by %s is said as: %s', (cut, said) => expect(cutWords(cut)).toBe(said));
});
