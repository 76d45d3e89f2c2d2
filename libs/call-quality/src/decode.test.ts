import { expect, test } from '@jest/globals';
import { decode } from './decode.ts';

test('JSON of any kind is decoded', () => {
  expect(decode(Buffer.from('{"a":[1,null]}'), 100)).toEqual({ kind: 'decoded', json: { a: [1, null] } });
});

test('of a repeated key the last counts', () => {
  expect(decode(Buffer.from('{"a":1,"a":2}'), 100)).toEqual({ kind: 'decoded', json: { a: 2 } });
});

test('the limit is in bytes and includes itself', () => {
  const value = Buffer.from('"éé"');
  expect(decode(value, 6)).toEqual({ kind: 'decoded', json: 'éé' });
  expect(decode(value, 5)).toMatchObject({ reason: 'oversize', rules: ['fits-5-bytes'], path: '' });
});

test('a byte-order mark stays part of text and is refused in front of it', () => {
  expect(decode(Buffer.from('"\ufeff"'), 100)).toEqual({ kind: 'decoded', json: '\ufeff' });
  expect(decode(Buffer.from('\ufeff""'), 100)).toMatchObject({ reason: 'malformed', rules: ['is-json'] });
});

test("the parser's words, which quote the value, are not passed on", () => {
  expect(decode(Buffer.from('Melissa'), 100)).toMatchObject({ error: 'the value does not parse as JSON' });
});
