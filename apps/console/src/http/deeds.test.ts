import { describe, expect, test } from '@jest/globals';
import { memoryDesk } from '../desk.fixture.ts';
import { deedsOf } from './deeds.ts';
import { readBody } from './read-body.ts';

const deeds = new Map(deedsOf(memoryDesk().desk).map((deed) => [deed.path.split('/').at(-1)!, deed]));

function read(name: string, body: unknown): object {
  return readBody(deeds.get(name)!.body, JSON.stringify(body));
}

const place = { partition: 0, rawOffset: 5, stage: 'validate' };
const edit = { ...place, value: '{}', note: 'mended' };
const everything = {
  query: { reason: 'quality', rule: 'a', stage: 'load', partition: 1, from: 0, to: 9 },
  chosen: [place],
  limit: 1,
  rate: 1,
};

test.each([
  ['look', { query: {} }],
  ['look', everything],
  ['send', { id: 1, note: 'mended' }],
  ['stop', { id: 1 }],
  ['edit', edit],
  ['edit', { ...edit, value: '' }],
])('to %s takes %j', (name, body) => expect(read(name, body)).toEqual(body));

describe('is refused', () => {
  test.each<[string, unknown]>([
    ['look', {}],
    ['look', { query: { reason: 'boredom' } }],
    ['look', { query: { stage: 'night' } }],
    ['look', { query: { partition: -1 } }],
    ['look', { query: { partition: '1' } }],
    ['look', { query: { from: 'noon' } }],
    ['look', { query: { rule: 'x'.repeat(101) } }],
    ['look', { query: { text: 'Ada' } }],
    ['look', { query: {}, chosen: [{ ...place, more: 1 }] }],
    ['look', { query: {}, chosen: [{ partition: 0, rawOffset: 5 }] }],
    ['look', { query: {}, chosen: Array(10_001).fill(place) }],
    ['look', { query: {}, limit: 0 }],
    ['look', { query: {}, rate: 0.5 }],
    ['look', { query: {}, by: 'somebody else' }],
    ['send', { id: 1 }],
    ['send', { id: 1, note: '' }],
    ['send', { id: 1, note: 'x'.repeat(201) }],
    ['send', { id: '1', note: 'x' }],
    ['stop', {}],
    ['edit', { ...edit, note: '' }],
    ['edit', { ...edit, value: {} }],
    ['edit', { ...edit, rawOffset: 1.5 }],
  ])('to %s what is none: %.60j', (name, body) => {
    expect(() => read(name, body)).toThrow(expect.objectContaining({ name: 'QueryError' }));
  });
});

describe('the list of actions says of a deed', () => {
  function said(name: string, body: unknown): [string, string] {
    const { what, note } = deeds.get(name)!;
    return [what(body as never), note?.(body as never) ?? ''];
  }

  test('what it was done to and why, and nothing of what it holds', () => {
    expect(said('look', everything)).toEqual(['1 letter chosen by hand', '']);
    expect(said('look', { query: { stage: 'load' } })).toEqual(['{"stage":"load"}', '']);
    expect(said('send', { id: 3, note: 'mended' })).toEqual(['redrive 3: 0 letters', 'mended']);
    expect(said('stop', { id: 3 })).toEqual(['redrive 3', '']);
    expect(said('edit', { ...edit, value: '{"caller_name":"Ada"}' })).toEqual([
      'raw 0/5, letter of validate',
      'mended',
    ]);
  });
});
