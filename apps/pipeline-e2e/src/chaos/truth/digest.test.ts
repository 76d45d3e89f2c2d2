import { expect, test } from '@jest/globals';
import { digestOf } from './digest.ts';

test('a digest tells key from value, empty from none, and text from nothing else', () => {
  const digests = [
    digestOf('a', 'b'),
    digestOf('ab', ''),
    digestOf('', 'ab'),
    digestOf('ab', null),
    digestOf(null, 'ab'),
    digestOf(null, null),
    digestOf('', ''),
  ];
  expect(new Set(digests).size).toBe(digests.length);
  expect(digestOf(Buffer.from('é'), Buffer.from('b'))).toBe(digestOf('é', 'b'));
});
