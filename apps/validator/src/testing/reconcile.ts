import { readCleanTail, type TopicNames } from '@cdr/call-record';
import { isPassing, type Kafka, type KafkaRecord, readDeadLetter } from '@cdr/kafka';

/** One partition of raw, and what became of each record. */
export interface Reconciled {
  raw: Map<number, KafkaRecord>;
  /** Clean records that count by the reader rule, by raw offset. */
  clean: Map<number, KafkaRecord>;
  /** The first letter of each raw offset that is not in clean. */
  dead: Map<number, KafkaRecord>;
  /** Raw offsets in neither. */
  missing: number[];
  /** Messages in clean and dlq, replays included. */
  written: number;
}

/** Reads the three topics as the README tells readers to. */
export async function reconcile(kafka: Kafka, topics: TopicNames): Promise<Reconciled[]> {
  const ranges = await kafka.offsets(topics.raw);
  return Promise.all(ranges.map((_, partition) => reconcilePartition(kafka, topics, partition)));
}

async function reconcilePartition(kafka: Kafka, topics: TopicNames, partition: number): Promise<Reconciled> {
  const result: Reconciled = { raw: new Map(), clean: new Map(), dead: new Map(), missing: [], written: 0 };
  await readAll(kafka, topics.raw, partition, (record) => result.raw.set(record.offset, record));
  let highest = -1;
  await readAll(kafka, topics.clean, partition, (record) => {
    result.written += 1;
    const offset = readCleanTail(record.value!)!.raw_offset;
    if (offset <= highest) return;
    highest = offset;
    result.clean.set(offset, record);
  });
  await readAll(kafka, topics.dlq, partition, (record) => {
    result.written += 1;
    const offset = readDeadLetter(record)!.rawOffset;
    if (!result.clean.has(offset) && !result.dead.has(offset)) result.dead.set(offset, record);
  });
  result.missing = [...result.raw.keys()].filter((n) => !result.clean.has(n) && !result.dead.has(n));
  return result;
}

/** Reads a partition from its start to the end it has now. */
export async function readAll(
  kafka: Kafka,
  topic: string,
  partition: number,
  onRecord: (record: KafkaRecord) => void,
): Promise<void> {
  const { start, end } = (await kafka.offsets(topic))[partition]!;
  if (start === end) return;
  const reader = await kafka.openReader(topic, partition, start);
  for (let next = start; next < end;) {
    const { records, nextOffset } = await reader.next();
    records.forEach(onRecord);
    next = nextOffset;
  }
  await reader.close();
}

/** Whether the group has committed the end of every partition: all is judged and acknowledged. */
export async function isValidated(kafka: Kafka, topics: TopicNames, group: string): Promise<boolean> {
  const committed = await kafka.committedOffsets(group, topics.raw).catch(unlessItPasses);
  if (committed === null) return false;
  return (await kafka.offsets(topics.raw)).every(({ end }, p) => end === 0 || committed[p] === end);
}

// A coordinator that is still loading its groups, say.
function unlessItPasses(error: unknown): null {
  if (!isPassing(error)) throw error;
  return null;
}
