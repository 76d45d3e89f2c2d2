import { describe, expect, it } from '@jest/globals';
import { orderWords } from './order-words.ts';

describe('an order in words', () => {
  it.each([
    [{ query: {} }, 'all letters'],
    [
      { query: { reason: 'quality' as const }, limit: 1_200, rate: 20 },
      'letters with reason quality; at most 1,200; 20 a second',
    ],
    [
      { query: {}, chosen: [{ partition: 0, rawOffset: 1, stage: 'load' as const }] },
      '1 letter chosen by hand',
    ],
  ])('of %j', (order, said) => expect(orderWords(order)).toBe(said));
});
