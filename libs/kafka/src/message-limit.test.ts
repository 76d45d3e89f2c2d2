import { expect, test } from '@jest/globals';
import { mostBytesPerMessage } from './message-limit.ts';

test('a message may have what a topic takes, less what Kafka writes around it', () => {
  expect(mostBytesPerMessage({ 'max.message.bytes': '1048576' })).toBe(1_048_576 - 101);
});

test('a topic that does not say takes what Kafka takes', () => {
  expect(mostBytesPerMessage({})).toBe(1_048_588 - 101);
});
