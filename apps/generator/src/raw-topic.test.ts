import { expect, test } from '@jest/globals';
import { findRawTopic } from './raw-topic.ts';

function kafkaWith(settings: Record<string, string>) {
  return { describeTopic: async () => ({ partitions: 6, replicas: 1, settings }) };
}

test('the limits follow from the topic', async () => {
  expect(await findRawTopic(kafkaWith({ 'max.message.bytes': '1048576' }), 'raw')).toEqual({
    name: 'raw',
    partitions: 6,
    mostBytesPerMessage: 1_048_475,
    mostBytesPerPublish: 524_237,
  });
  expect(await findRawTopic(kafkaWith({ 'max.message.bytes': '8388608' }), 'raw')).toMatchObject({
    mostBytesPerPublish: 524_288,
  });
});

test('a topic that does not exist is told with what to do', async () => {
  await expect(findRawTopic({ describeTopic: async () => null }, 'calls')).rejects.toThrow(
    'topic calls does not exist: create it ("npm run setup") or set RAW_TOPIC to another',
  );
});
