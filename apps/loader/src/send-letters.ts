import { type Complaint, type Kafka, type OutgoingMessage, writeDeadLetter } from '@cdr/kafka';
import { readRawRecords } from './read-raw-records.ts';
import type { Unloadable } from './sift-spool.ts';
import type { Conflict } from './warehouse/warehouse.ts';

export interface LetterParts {
  kafka: Kafka;
  topics: { raw: string; dlq: string };
  version: string;
}

/** A record that the loader refuses, by its place in raw. */
export interface Refused {
  rawPartition: number;
  rawOffset: number;
  complaint: Complaint;
}

// A few sends' worth: the original bytes are not held for all letters at once.
const lettersAtOnce = 300;

/** Writes the loader's dead letters, original bytes and all; resolves when each is acknowledged. @throws KafkaError, Stop */
export async function sendLetters(
  refused: readonly Refused[],
  { kafka, topics, version }: LetterParts,
): Promise<void> {
  if (refused.length === 0) return;
  const byPartition = Map.groupBy(refused, ({ rawPartition }) => rawPartition);
  const dlq = await kafka.openPublisher(topics.dlq);
  try {
    for (const [partition, ofPartition] of byPartition) {
      const complaints = new Map(ofPartition.map(({ rawOffset, complaint }) => [rawOffset, complaint]));
      const offsets = [...complaints.keys()].sort((a, b) => a - b);
      const origin = { stage: 'load', topic: topics.raw, partition, version, failedAt: Date.now() } as const;
      let letters: OutgoingMessage[] = [];
      for await (const record of readRawRecords(kafka, topics.raw, partition, offsets)) {
        letters.push(writeDeadLetter(record, complaints.get(record.offset)!, origin));
        if (letters.length < lettersAtOnce) continue;
        await dlq.publish(partition, letters);
        letters = [];
      }
      await dlq.publish(partition, letters);
    }
  } finally {
    await dlq.close();
  }
}

/** The refusal of a row that says other things of a call than the row that came first. */
export function refuseConflict({ rawPartition, rawOffset, of }: Conflict): Refused {
  const error =
    `the same call (caller, receiver, start) with other content came first, from raw partition ${of.partition} ` +
    `offset ${of.offset}`;
  const complaint: Complaint = {
    reason: 'conflict',
    rules: ['is-no-conflict'],
    path: '',
    error,
    duplicateOf: of.offset,
  };
  return { rawPartition, rawOffset, complaint };
}

/** The refusal of a clean record that no warehouse takes. */
export function refuseUnloadable({ rawPartition, rawOffset, path, error }: Unloadable): Refused {
  return { rawPartition, rawOffset, complaint: { reason: 'load', rules: ['is-loadable'], path, error } };
}
