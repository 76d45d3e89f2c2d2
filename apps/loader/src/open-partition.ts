import { readCleanTail, recreatedTopic } from '@cdr/call-record';
import type { Kafka, OffsetRange, PartitionReader, RecordBatch } from '@cdr/kafka';
import { Stop } from '@cdr/worker';
import type { Position } from './position.ts';

/** Where reading begins, or why it must not. */
export type Start = { kind: 'read'; offset: number; recognise: boolean } | { kind: 'stop'; why: string };

/** Reading goes on at the position if clean still is the log that was loaded; the record before it is read to tell. */
export function startAt(place: string, position: Position, log: OffsetRange): Start {
  const { nextOffset, last } = position;
  if (nextOffset > log.end) {
    return {
      kind: 'stop',
      why: recreatedTopic(`${place} ends at offset ${log.end}, but ${nextOffset} records of it are loaded`),
    };
  }
  if (nextOffset < log.start) {
    return {
      kind: 'stop',
      why:
        `${place} begins at offset ${log.start}, but it is loaded only up to ${nextOffset}: records expired before they ` +
        'were loaded. Restore them, or accept the loss by setting next_offset in telecom.loaded_through',
    };
  }
  const recognise = last !== null && nextOffset > log.start;
  return { kind: 'read', offset: recognise ? nextOffset - 1 : nextOffset, recognise };
}

/** Opens a partition of clean at its position. @throws Stop when it is another log than the one loaded so far. */
export async function openPartition(
  kafka: Kafka,
  topic: string,
  partition: number,
  position: Position,
): Promise<PartitionReader> {
  const place = `${topic}/${partition}`;
  const log = (await kafka.offsets(topic))[partition];
  if (log === undefined) throw new Stop(recreatedTopic(`${place} does not exist`));
  const start = startAt(place, position, log);
  if (start.kind === 'stop') throw new Stop(start.why);
  const reader = await kafka.openReader(topic, partition, start.offset);
  return start.recognise ? recognising(reader, place, position) : reader;
}

// Looks at the record before the position once, and takes it out of the first batch.
function recognising(reader: PartitionReader, place: string, position: Position): PartitionReader {
  let looked = false;
  async function next(): Promise<RecordBatch> {
    const batch = await reader.next();
    if (looked || batch.records.length === 0) return batch;
    looked = true;
    const [known, ...rest] = batch.records;
    const tail = readCleanTail(known!.value ?? Buffer.alloc(0));
    const same =
      tail?.raw_offset === position.last!.rawOffset && known!.timestamp === position.last!.timestamp;
    if (!same || known!.offset !== position.nextOffset - 1) {
      throw new Stop(
        recreatedTopic(
          `${place} holds another record before offset ${position.nextOffset} than the one loaded`,
        ),
      );
    }
    return { ...batch, records: rest };
  }
  return { next, close: () => reader.close() };
}
