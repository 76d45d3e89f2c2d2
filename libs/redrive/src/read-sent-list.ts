import { readLog } from '@cdr/audit';
import { checkRedriveTopic } from '@cdr/call-record';
import type { Kafka } from '@cdr/kafka';
import { Stop } from '@cdr/worker';
import { createSentList, readLine, type SentLine, type SentList } from './sent-list.ts';

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

/**
 * The last lines of the list, newest first: no more than its last `most` messages are read, however long it is.
 * @throws KafkaError, also when there is no such topic
 */
export async function readLastLines(
  kafka: Pick<Kafka, 'offsets' | 'openReader'>,
  topic: string,
  most: number,
): Promise<SentLine[]> {
  const { start, end } = (await kafka.offsets(topic))[0]!;
  const lines: SentLine[] = [];
  await readLog(kafka, topic, 0, { start: Math.max(start, end - most), end }, (record) => {
    const line = readLine(record);
    if (line !== null) lines.push(line);
  });
  return lines.reverse();
}
