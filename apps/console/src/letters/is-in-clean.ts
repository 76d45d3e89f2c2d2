import { readCleanTailOf } from '@cdr/call-record';
import type { Kafka } from '@cdr/kafka';
import { readSome } from '../topics/read-some.ts';

// Records of one millisecond, and those that a validator's clock held back, lie before it.
const mostRead = 2_000;
const patienceMs = 150;

/**
 * Whether a raw record is in clean, which makes a validator's letter about it void. A clean record carries a time that is
 * never before that of its raw record, so it is looked for from there on. @throws KafkaError
 */
export async function isInClean(
  kafka: Pick<Kafka, 'openReader' | 'offsetAt' | 'offsets'>,
  clean: string,
  { partition, rawOffset }: { partition: number; rawOffset: number },
  receivedAt: number,
): Promise<boolean> {
  const offset = await kafka.offsetAt(clean, partition, receivedAt);
  const end = (await kafka.offsets(clean))[partition]?.end ?? 0;
  if (offset >= end) return false;
  const bounds = { most: mostRead, until: Date.now() + patienceMs };
  const { records } = await readSome(kafka, { topic: clean, partition, offset }, bounds);
  return records.some(({ value }) => readCleanTailOf(partition, value)?.raw_offset === rawOffset);
}
