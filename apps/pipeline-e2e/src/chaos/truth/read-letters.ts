import { readLog } from '@cdr/audit';
import { type Kafka, readDeadLetter } from '@cdr/kafka';
import { digestOf } from './digest.ts';

/** What a dead letter says of a raw record, as far as there is a truth about it. */
export interface Letter {
  reason: string;
  rules: string[];
  duplicateOf: number | null;
  /** Of the original's key and value. */
  digest: string;
}

/** Letters of a partition by raw offset, of each stage the first, which is the one that counts. */
export interface Letters {
  validate: Map<number, Letter>;
  load: Map<number, Letter>;
  /** Messages that are no letters. */
  strangers: number[];
}

/** Reads the letters of a partition. @throws KafkaError */
export async function readLetters(kafka: Kafka, topic: string, partition: number): Promise<Letters> {
  const letters: Letters = { validate: new Map(), load: new Map(), strangers: [] };
  const range = (await kafka.offsets(topic))[partition]!;
  await readLog(kafka, topic, partition, range, (record) => {
    const head = readDeadLetter(record);
    if (head === null) return void letters.strangers.push(record.offset);
    const ofStage = letters[head.stage];
    if (ofStage.has(head.rawOffset)) return;
    ofStage.set(head.rawOffset, {
      reason: head.reason,
      rules: (record.headers['dlq.rule']?.toString() ?? '').split(','),
      duplicateOf: head.duplicateOf ?? null,
      digest: digestOf(record.key, record.value),
    });
  });
  return letters;
}
