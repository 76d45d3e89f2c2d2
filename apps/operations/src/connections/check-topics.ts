import { checkTopics, type Reach, type TopicNames } from '@cdr/call-record';
import { connectKafka } from '@cdr/kafka';
import { Failure, type Found } from './check.ts';

export interface TopicsToCheck {
  topics: TopicNames;
  reach: Reach;
}

/** What was found of the clean topic, for the check of the tables. */
export interface TopicsFound extends Found {
  partitions: number;
}

/**
 * Whether the three topics are there with the settings that the promise leans on.
 * @throws Failure, KafkaError
 */
export async function findTopics(brokers: string[], { topics, reach }: TopicsToCheck): Promise<TopicsFound> {
  const kafka = await connectKafka({ brokers, clientId: 'cdr-connections' });
  try {
    const found = {
      raw: await kafka.describeTopic(topics.raw),
      clean: await kafka.describeTopic(topics.clean),
      dlq: await kafka.describeTopic(topics.dlq),
    };
    const problems = checkTopics(topics, found, reach);
    if (problems.length > 0) throw new Failure(problems.join('; '));
    const { partitions } = found.clean!;
    const each = partitions === 1 ? '1 partition' : `${partitions} partitions`;
    return { tells: `${each} each, settings as they must be`, version: null, partitions };
  } finally {
    await kafka.close();
  }
}
