import { describe, expect, it } from '@jest/globals';
import { askedWords } from './asked-words.ts';

describe('what letters are asked for, in words', () => {
  it.each([
    [{}, 'all letters'],
    [{ reason: 'quality' } as const, 'letters with reason quality'],
    [{ stage: 'load', partition: 0 } as const, 'letters of the loader, of partition 0'],
    [
      { rule: 'amount-fits', from: 0, to: 60_000, text: '+1' },
      'letters that break amount-fits, written from 1970-01-01 00:00:00 on, written before 1970-01-01 00:01:00, whose record holds “+1”',
    ],
  ])('of %j', (query, said) => expect(askedWords(query)).toBe(said));
});
