import type { OutgoingMessage } from '@cdr/kafka';
import { received } from '@cdr/redrive/testing';
import { describe, expect, test } from '@jest/globals';
import { topics } from '../memory-kafka.fixture.ts';
import { letterAbout } from './letters.fixture.ts';
import { readLetter } from './read-letter.ts';

function read(message: OutgoingMessage) {
  return readLetter(received(message, 3, 5_000), { topic: topics.raw, partition: 0 });
}

test('of a letter is kept what it says of its record, and nothing of its bytes but the provider', () => {
  const value = Buffer.from('{"caller_name":"Ada","network_provider":"AT&T"}');
  const rules = ['has-positive-duration', 'amount-fits'];
  expect(read({ ...letterAbout(7, { value, rules, replays: 2 }), key: '+12125551234' })).toEqual({
    offset: 3,
    stage: 'validate',
    rawOffset: 7,
    writtenAt: 5_000,
    reason: 'quality',
    rules: 'has-positive-duration,amount-fits',
    replays: 2,
    caller: '+12125551234',
    provider: 'AT&T',
  });
});

test('a rule that is none of ours is covered: lists of letters are for everybody', () => {
  expect(read(letterAbout(7, { rules: ['Ada Lovelace', '+12125551234'] }))!.rules).toBe(
    '••• ••••••••,+•••••••••••',
  );
});

describe('the provider', () => {
  test.each([
    ['no JSON', ''],
    ['null', ''],
    ['{}', ''],
    ['{"network_provider":7}', ''],
    [`{"network_provider":"${'x'.repeat(60)}"}`, 'x'.repeat(51)],
  ])('of %s is %j', (value, provider) => {
    expect(read(letterAbout(7, { value: Buffer.from(value) }))!.provider).toBe(provider);
  });
});

test('a letter without a key is of nobody, and a key is kept as far as a number may go', () => {
  expect(read({ ...letterAbout(7), key: null, value: null })).toMatchObject({ caller: '', provider: '' });
  expect(read({ ...letterAbout(7), key: 'x'.repeat(60) })!.caller).toBe('x'.repeat(50));
});

test.each<[string, OutgoingMessage]>([
  ['without headers', { key: null, value: 'hello' }],
  ['about a record of another topic', letterAbout(7, { topic: 'another' })],
  ['about a record of another partition', letterAbout(7, { partition: 1 })],
])('a message %s is no letter of this partition', (_, message) => expect(read(message)).toBeNull());
