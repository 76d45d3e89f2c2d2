import { describe, expect, it } from '@jest/globals';
import { linkTo, readRoute } from '../routing/route.ts';
import { readAsked } from './asked.ts';

describe('what letters are asked for', () => {
  it.each([
    ['', {}],
    ['reason=quality&rule=has-caller-number', { reason: 'quality', rule: 'has-caller-number' }],
    ['stage=load&partition=0', { stage: 'load', partition: 0 }],
    ['from=1790000000000&to=1790000060000', { from: 1_790_000_000_000, to: 1_790_000_060_000 }],
    ['text=%2B1914', { text: '+1914' }],
    ['reason=boredom&stage=night&partition=-1&from=noon&text=&after=x', {}],
  ])('is read from %j', (query, asked) => expect(readAsked(new URLSearchParams(query))).toEqual(asked));

  it('comes back out of a link', () => {
    const asked = { reason: 'schema', partition: 3, from: 1, text: 'a & b=c #' } as const;
    expect(readAsked(readRoute(linkTo('letters', [], asked)).query)).toEqual(asked);
  });
});
