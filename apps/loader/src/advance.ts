import { foreignMessage, hasUnknownField, readCleanTailOf } from '@cdr/call-record';
import type { KafkaRecord } from '@cdr/kafka';
import { Stop } from '@cdr/worker';
import type { Position, Range } from './position.ts';

/** What records of one partition add to a batch. */
export interface Advance {
  to: Position;
  rows: KafkaRecord[];
  firstRaw: number | null;
  lastRaw: number | null;
}

/**
 * Applies the reader rule of clean: a record counts only if its raw offset is higher than every one before it.
 * @throws Stop at a message that no validator wrote, and at one with a field that would be left out of its row
 */
export function advance(
  topic: string,
  partition: number,
  from: Position,
  records: readonly KafkaRecord[],
): Advance {
  const rows: KafkaRecord[] = [];
  let { nextOffset, rawHighWater, last } = from;
  let firstRaw: number | null = null;
  for (const record of records) {
    const tail = readCleanTailOf(partition, record.value);
    if (tail === null) throw new Stop(foreignMessage(`${topic}/${partition}`, record.offset));
    last = { rawOffset: tail.raw_offset, timestamp: record.timestamp };
    // Behind the record, not where the fetch ended: so the record before a position is always there to recognise it.
    nextOffset = record.offset + 1;
    if (tail.raw_offset <= rawHighWater) continue;
    if (hasUnknownField(record.value!)) throw new Stop(newerRecord(`${topic}/${partition}`, record.offset));
    rawHighWater = tail.raw_offset;
    firstRaw ??= tail.raw_offset;
    rows.push(record);
  }
  const lastRaw = rows.length > 0 ? rawHighWater : null;
  return { to: { nextOffset, rawHighWater, last }, rows, firstRaw, lastRaw };
}

function newerRecord(place: string, offset: number): string {
  return (
    `${place} holds at offset ${offset} a record with a field that this loader knows no column for: a validator of a newer ` +
    'release wrote it. Start the loaders of that release; nothing is loaded from there on until then'
  );
}

/** A range longer by an advance that begins where it ends. */
export function extend(range: Range, { to, rows, firstRaw, lastRaw }: Advance): Range {
  return {
    ...range,
    to,
    rows: range.rows + rows.length,
    firstRaw: range.firstRaw ?? firstRaw,
    lastRaw: lastRaw ?? range.lastRaw,
  };
}
