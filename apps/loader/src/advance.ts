import { readCleanTail } from '@cdr/call-record';
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

/** Applies the reader rule of clean: a record counts only if its raw offset is higher than every one before it. */
export function advance(
  place: string,
  from: Position,
  records: readonly KafkaRecord[],
  nextOffset: number,
): Advance {
  const rows: KafkaRecord[] = [];
  let { rawHighWater, last } = from;
  let firstRaw: number | null = null;
  for (const record of records) {
    const tail = readCleanTail(record.value ?? Buffer.alloc(0));
    if (tail === null) throw notClean(place, record.offset);
    last = { rawOffset: tail.raw_offset, timestamp: record.timestamp };
    if (tail.raw_offset <= rawHighWater) continue;
    rawHighWater = tail.raw_offset;
    firstRaw ??= tail.raw_offset;
    rows.push(record);
  }
  const lastRaw = rows.length > 0 ? rawHighWater : null;
  return { to: { nextOffset, rawHighWater, last }, rows, firstRaw, lastRaw };
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

function notClean(place: string, offset: number): Stop {
  return new Stop(
    `${place} holds at offset ${offset} a message that no validator wrote: find out who writes to this topic, end that, ` +
      'and move the topic to a new name (CLEAN_TOPIC)',
  );
}
