import { type Complaint, type Kafka, type OutgoingMessage, writeDeadLetter } from '@cdr/kafka';
import { Stop } from '@cdr/worker';
import { readRawRecords } from './read-raw-records.ts';
import type { Unloadable } from './sift-spool.ts';
import type { Conflict } from './warehouse/warehouse.ts';

export interface LetterParts {
  kafka: Kafka;
  topics: { raw: string; dlq: string };
  version: string;
  /** Called for each record found, and when those of a partition are acknowledged. */
  onStep: () => void;
}

/** A record that the loader refuses, by its place in raw. */
export interface Refused {
  rawPartition: number;
  rawOffset: number;
  /** Kafka's time of the raw record, epoch ms, as its clean record has it. */
  ingestedAt: number;
  complaint: Complaint & { reason: 'conflict' | 'load' };
}

// A few sends' worth: the original bytes are not held for all letters at once.
const lettersAtOnce = 300;

/** Writes the loader's dead letters, original bytes and all; resolves when each is acknowledged. @throws KafkaError, Stop */
export async function sendLetters(
  refused: readonly Refused[],
  { kafka, topics, version, onStep }: LetterParts,
): Promise<void> {
  if (refused.length === 0) return;
  const byPartition = Map.groupBy(refused, ({ rawPartition }) => rawPartition);
  const dlq = await kafka.openPublisher(topics.dlq);
  try {
    for (const [partition, ofPartition] of byPartition) {
      const byOffset = new Map(ofPartition.map((one) => [one.rawOffset, one]));
      const offsets = [...byOffset.keys()].sort((a, b) => a - b);
      const origin = { stage: 'load', topic: topics.raw, partition, version, failedAt: Date.now() } as const;
      let letters: OutgoingMessage[] = [];
      const gone = (offset: number) => withoutBytes(topics.raw, byOffset.get(offset)!);
      for await (const record of readRawRecords(kafka, topics.raw, partition, offsets, gone)) {
        onStep();
        const { ingestedAt, complaint } = byOffset.get(record.offset)!;
        // A topic that was deleted and created again has other records under the same offsets.
        if (record.timestamp !== ingestedAt) throw gone(record.offset);
        letters.push(writeDeadLetter(record, complaint, origin));
        if (letters.length < lettersAtOnce) continue;
        await dlq.publish(partition, letters);
        letters = [];
      }
      await dlq.publish(partition, letters);
      onStep();
    }
  } finally {
    await dlq.close();
  }
}

/** The refusal of a row that says other things of a call than the row that came first. */
export function refuseConflict({ rawPartition, rawOffset, ingestedAt, of }: Conflict): Refused {
  const error =
    `the same call (by its call_id, else by caller, receiver and start) with other content came first, from raw partition ${of.partition} ` +
    `offset ${of.offset}`;
  const rules = ['is-no-conflict'];
  return {
    rawPartition,
    rawOffset,
    ingestedAt,
    complaint: {
      reason: 'conflict',
      rules,
      path: '',
      error,
      duplicateOf: of.offset,
      duplicateOfPartition: of.partition,
    },
  };
}

/** The refusal of a clean record that no warehouse takes. */
export function refuseUnloadable({ path, error, ...place }: Unloadable): Refused {
  return { ...place, complaint: { reason: 'load', rules: ['is-loadable'], path, error } };
}

const steps: Record<Refused['complaint']['reason'], string> = {
  conflict:
    'Restore the topic with its offsets and timestamps; or keep a copy of the row of telecom.telecom_data that came first (by its raw_partition and ' +
    'raw_offset) and delete it: this record then takes its place. If it is not there yet, lower LOADER_BATCH_ROWS, so that ' +
    'it is loaded before this one',
  load:
    'Restore the topic with its offsets and timestamps; or start a version of the loader that can load the record: it goes on from here. Report it, for no ' +
    'validator should have let it pass',
};

function withoutBytes(
  topic: string,
  { rawPartition, rawOffset, complaint: { reason, error } }: Refused,
): Stop {
  return new Stop(
    `${topic}/${rawPartition} no longer holds the record of offset ${rawOffset}, whose clean record is refused (${reason}: ` +
      `${error}): it has expired, or the topic was deleted and created again. Its dead letter needs the original bytes. ` +
      steps[reason],
  );
}
