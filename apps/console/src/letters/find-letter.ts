import type { TopicNames } from '@cdr/call-record';
import type { Kafka, KafkaRecord } from '@cdr/kafka';
import type { LetterView } from '../api.ts';
import { readSome } from '../topics/read-some.ts';
import { isInClean } from './is-in-clean.ts';
import { type IndexedLetter, type LetterIndex } from './letter-index.ts';
import { type SentAt, toRow } from './letter-list.ts';
import { type Eyes, letterView } from './letter-view.ts';
import { readLetter } from './read-letter.ts';

/** Where letters are found. */
export interface LetterPlace {
  kafka: Pick<Kafka, 'openReader' | 'offsetAt' | 'offsets'>;
  topics: TopicNames;
  index: LetterIndex;
  sentAt: SentAt;
}

/** One letter with its bytes; null when there is none at this place of dlq. @throws KafkaError */
export async function findLetter(
  { kafka, topics, index, sentAt }: LetterPlace,
  { partition, offset }: { partition: number; offset: number },
  eyes: Eyes,
): Promise<LetterView | null> {
  const held = (await kafka.offsets(topics.dlq))[partition];
  if (held === undefined || offset < held.start || offset >= held.end) return null;
  const place = { topic: topics.dlq, partition, offset };
  const { records } = await readSome(kafka, place, { most: 1, until: 0 });
  const [record] = records;
  if (record?.offset !== offset) return null;
  const letter = index.find(partition, offset) ?? fromRecord(record, topics.raw, partition);
  if (letter === null) return null;
  const isVoid =
    letter.stage === 'validate' && (await isInClean(kafka, topics.clean, letter, timeOf(record)));
  return letterView(toRow(letter, sentAt), record, isVoid, topics, eyes);
}

// One that the index does not hold: forgotten, or the second of its record.
function fromRecord(record: KafkaRecord, topic: string, partition: number): IndexedLetter | null {
  const letter = readLetter(record, { topic, partition });
  return letter === null ? null : { ...letter, partition };
}

function timeOf({ headers }: KafkaRecord): number {
  return Number(headers['dlq.original.timestamp']?.toString() ?? 0);
}
