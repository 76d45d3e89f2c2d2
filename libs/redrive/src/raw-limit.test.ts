import { expect, test } from '@jest/globals';
import type { TopicDescription } from '@cdr/kafka';
import { readRawLimit } from './raw-limit.ts';

function limitOf(described: TopicDescription | null) {
  return readRawLimit({ describeTopic: async (topic) => (topic === 'raw' ? described : null) }, 'raw');
}

test('raw takes its limit, less what Kafka writes around a message', async () => {
  const settings = { 'max.message.bytes': '5000' };
  expect(await limitOf({ partitions: 1, replicas: 1, settings })).toBe(4_899);
});

test('raw that is not there is told with what to do', async () => {
  await expect(limitOf(null)).rejects.toThrow('topic raw does not exist: create it with "npm run setup"');
});
