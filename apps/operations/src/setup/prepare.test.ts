import { expect, test } from '@jest/globals';
import { defaultActionsTopic, defaultRedriveTopic } from '@cdr/call-record';
import type { Kafka, TopicSpec } from '@cdr/kafka';
import { readConfig } from '@cdr/worker';
import { prepare } from './prepare.ts';
import { setupSettings } from './setup-settings.ts';

const endOfTopics = new Error('the topics are made');

/** The topics that setup makes, with so many replicas. */
async function madeWith(replicas: number): Promise<TopicSpec[]> {
  const specs: TopicSpec[] = [];
  const kafka = { createTopic: async (spec: TopicSpec) => specs.push(spec) > 0 } as Partial<Kafka> as Kafka;
  const config = readConfig({ TOPIC_REPLICAS: String(replicas) }, setupSettings);
  function tell(): never {
    throw endOfTopics;
  }
  await expect(prepare(kafka, config, tell)).rejects.toThrow('the topics are made');
  return specs;
}

test('the lists of what was sent back and of what operators did are made as safe as the three topics', async () => {
  const safe = { 'min.insync.replicas': '2', 'unclean.leader.election.enable': 'false' };
  const made = await madeWith(3);
  expect(made.map(({ settings }) => settings)).toEqual(Array(5).fill(expect.objectContaining(safe)));
  expect(made[3]).toMatchObject({ topic: defaultRedriveTopic, partitions: 1, replicas: 3 });
  expect(made[4]).toMatchObject({ topic: defaultActionsTopic, partitions: 1, replicas: 3 });
  expect((await madeWith(1))[3]!.settings).not.toHaveProperty(['min.insync.replicas']);
});
