import { expect, test } from '@jest/globals';
import { isPassing } from './is-passing.ts';
import { KafkaError } from './kafka.ts';

test.each([
  [new KafkaError('x', 'NOT_LEADER_FOR_PARTITION', true), true],
  [new KafkaError('x', 'OFFSET_OUT_OF_RANGE', false), true],
  [new KafkaError('x', 'TOPIC_AUTHORIZATION_FAILED', false), false],
  [new TypeError('x'), false],
])('%p passes by itself: %p', (error, passes) => {
  expect(isPassing(error)).toBe(passes);
});
