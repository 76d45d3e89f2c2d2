import { readLog } from '@cdr/audit';
import { checkRedriveTopic } from '@cdr/call-record';
import type { Kafka } from '@cdr/kafka';
import { Stop } from '@cdr/worker';
import { createSentList, type SentList } from './sent-list.ts';

/** The list as it is, and where its next line will stand if nobody else writes. */
export interface ReadList {
  list: SentList;
  end: number;
}

/**
 * Reads the list of what was sent back.
 * @throws KafkaError; Stop when its topic is not there, or not kept for as long as letters are
 */
export async function readSentList(
  kafka: Pick<Kafka, 'describeTopic' | 'offsets' | 'openReader'>,
  topics: { redrive: string; dlq: string },
): Promise<ReadList> {
  const dlq = await kafka.describeTopic(topics.dlq);
  if (dlq === null) throw new Stop(`topic ${topics.dlq} does not exist: create it with "npm run setup"`);
  const found = await kafka.describeTopic(topics.redrive);
  const problems = checkRedriveTopic(topics.redrive, found, dlq);
  if (problems.length > 0) throw new Stop(problems.join('; '));
  const held = (await kafka.offsets(topics.redrive))[0]!;
  const list = createSentList();
  await readLog(kafka, topics.redrive, 0, held, (record) => list.take(record));
  return { list, end: held.end };
}
