import { expect, test } from '@jest/globals';
import { defaultTopics, topicSettings } from '@cdr/call-record';
import { createTopics, type TopicCreator } from './create-topics.ts';

type Spec = Parameters<TopicCreator['createTopic']>[0];

async function created(replicas: number): Promise<Spec[]> {
  const specs: Spec[] = [];
  const kafka: TopicCreator = { createTopic: async (spec) => specs.push(spec) > 0 };
  await createTopics(kafka, { topics: defaultTopics, partitions: 6, replicas });
  return specs;
}

test('with one replica topics are made with the settings of their role', async () => {
  expect((await created(1)).map(({ settings }) => settings)).toEqual(Object.values(topicSettings));
});

test('with three replicas no topic loses what is acknowledged with one broker', async () => {
  const safe = { 'min.insync.replicas': '2', 'unclean.leader.election.enable': 'false' };
  const expected = Object.values(topicSettings).map((settings) => ({
    replicas: 3,
    settings: { ...settings, ...safe },
  }));
  expect(await created(3)).toMatchObject(expected);
});
