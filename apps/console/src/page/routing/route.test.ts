import { describe, expect, it } from '@jest/globals';
import { linkTo, readRoute } from './route.ts';

describe('the route', () => {
  it.each([
    ['', '', [], {}],
    ['#/', '', [], {}],
    ['#/flow', 'flow', [], {}],
    ['#/letters/3/17', 'letters', ['3', '17'], {}],
    ['#/letters/', 'letters', [], {}],
    ['#/trace?call=a%2Fb', 'trace', [], { call: 'a/b' }],
    ['#/loads/a%2Fb', 'loads', ['a/b'], {}],
    ['#/trace?call=a?b', 'trace', [], { call: 'a?b' }],
    ['#/loads/100%', 'loads', ['100%'], {}],
  ])('reads %j', (hash, page, parts, query) => {
    const route = readRoute(hash);
    expect({ ...route, query: Object.fromEntries(route.query) }).toEqual({ page, parts, query });
  });

  it('comes back out of a link', () => {
    const route = readRoute(
      linkTo('letters', [3, 'a/b?c'], { reason: 'quality', text: '+1 & 2', rule: undefined }),
    );
    expect(route.parts).toEqual(['3', 'a/b?c']);
    expect(Object.fromEntries(route.query)).toEqual({ reason: 'quality', text: '+1 & 2' });
  });

  it('leaves out of a link what is not asked for', () => {
    expect(linkTo('letters', [], { reason: '', rule: undefined })).toBe('#/letters');
  });
});
