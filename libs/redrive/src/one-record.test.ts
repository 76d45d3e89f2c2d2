import { expect, test } from '@jest/globals';
import type { Letter } from './letter.ts';
import { whyNotOne } from './one-record.ts';
import { selectLetters } from './select-letters.ts';
import { letter } from './testing/letters.ts';

const asked = { topic: 'raw', partition: 2, offset: 17 };
const sent = { at: '2026-11-28T01:00:00.000Z', sent: { topic: 'raw', partition: 2, offset: 90 } };

function whyNot(letters: Letter[], wasSent = false) {
  const bounds = { wasSent: () => wasSent, maxReplays: 5, mostBytes: 1_000, limit: Number.POSITIVE_INFINITY };
  return whyNotOne(asked, selectLetters(letters, bounds), letters, 1_000, {
    find: () => (wasSent ? sent : undefined),
  });
}

test('one letter that can be sent is one', () => {
  expect(whyNot([letter()])).toBeNull();
});

test('a record without a letter is told', () => {
  expect(whyNot([])).toMatch(/^there is no letter about raw\/2 offset 17 that counts and is as asked/);
});

test('two letters are told apart by their stage', () => {
  expect(whyNot([letter(), letter({ stage: 'load' })])).toMatch(
    /^raw\/2 offset 17 has 2 letters: choose that of stage validate or/,
  );
});

test('a record that came back too often is told', () => {
  expect(whyNot([letter({ replays: 5 })])).toMatch(/was sent back 5 times already/);
});

test('a record that was sent back is told, with what to look at instead', () => {
  expect(whyNot([letter()], true)).toBe(
    'raw/2 offset 17 was sent back at 2026-11-28T01:00:00.000Z, as offset 90. If that was refused it has a letter of its ' +
      'own: send that back, the one about raw/2 offset 90',
  );
});

test('a value that raw does not take is told', () => {
  expect(whyNot([letter({ bytes: 1_000 })])).toBeNull();
  expect(whyNot([letter({ bytes: 1_001 })])).toBe(
    'raw/2 offset 17 would be 1001 bytes with this value, its key and its headers, and raw takes 1000: give it a shorter value',
  );
});
