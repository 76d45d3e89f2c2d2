import { checkTopics, type Reach, type TopicNames } from '@cdr/call-record';
import { connectKafka } from '@cdr/kafka';
import { Failure, type Found } from './check.ts';

export interface TopicsToCheck {
  topics: TopicNames;
  reach: Reach;
  /** Told the partitions of the clean topic once it is found, whatever is wrong with the topics. */
  onPartitions: (partitions: number) => void;
}

/**
 * Whether the three topics are there with the settings that the promise leans on.
 * @throws Failure, KafkaError
 */
export async function findTopics(
  brokers: string[],
  { topics, reach, onPartitions }: TopicsToCheck,
  signal: AbortSignal,
): Promise<Found> {
  const kafka = await connectKafka({ brokers, clientId: 'cdr-connections', giveUp: signal });
  try {
    const found = {
      raw: await kafka.describeTopic(topics.raw),
      clean: await kafka.describeTopic(topics.clean),
      dlq: await kafka.describeTopic(topics.dlq),
    };
    if (found.clean !== null) onPartitions(found.clean.partitions);
    const problems = checkTopics(topics, found, reach);
    if (problems.length > 0) throw new Failure(problems.join('; '));
    const { partitions } = found.clean!;
    const each = partitions === 1 ? '1 partition' : `${partitions} partitions`;
    return { tells: `${each} each, settings as they must be`, version: null };
  } finally {
    await kafka.close();
  }
}
