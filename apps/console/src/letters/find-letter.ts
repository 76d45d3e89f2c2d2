import type { TopicNames } from '@cdr/call-record';
import { type Kafka, readWholeLetter } from '@cdr/kafka';
import type { LetterView } from '../api.ts';
import { readSome } from '../topics/read-some.ts';
import { isInClean } from './is-in-clean.ts';
import { type SentBackOf, toRow } from './letter-list.ts';
import { type Eyes, letterView } from './letter-view.ts';
import { readLetter } from './read-letter.ts';

/** Where letters are found. */
export interface LetterPlace {
  kafka: Pick<Kafka, 'openReader' | 'offsetAt' | 'offsets'>;
  topics: TopicNames;
  sentBackOf: SentBackOf;
}

/** One letter with its bytes; null when there is none at this place of dlq. @throws KafkaError */
export async function findLetter(
  { kafka, topics, sentBackOf }: LetterPlace,
  { partition, offset }: { partition: number; offset: number },
  eyes: Eyes,
): Promise<LetterView | null> {
  const held = (await kafka.offsets(topics.dlq))[partition];
  if (held === undefined || offset < held.start || offset >= held.end) return null;
  const place = { topic: topics.dlq, partition, offset };
  const {
    records: [record],
  } = await readSome(kafka, place, { most: 1, until: 0 });
  if (record?.offset !== offset) return null;
  const facts = readLetter(record, { topic: topics.raw, partition });
  if (facts === null) return null;
  const letter = { ...facts, partition };
  const { stage, receivedAt } = readWholeLetter(record)!;
  const isVoid = stage === 'validate' && (await isInClean(kafka, topics.clean, letter, receivedAt));
  return letterView(toRow(letter, sentBackOf), record, isVoid, topics, eyes);
}
