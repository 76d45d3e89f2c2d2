import { crc32 } from 'node:zlib';
import type { TopicNames } from '@cdr/call-record';
import type { KafkaRecord } from '@cdr/kafka';
import { createMarks } from './marks.ts';
import type { Problems } from './problems.ts';
import { createFinder, sayOffsets, saySpans } from './spans.ts';

/** Whether letters have the very key and value of their raw records; records of raw come first. */
export interface LetterBytes {
  raw(record: KafkaRecord): void;
  letter(rawOffset: number, record: KafkaRecord): void;
  tell(topics: TopicNames, partition: number, problems: Problems): void;
}

/** Nothing is known: four bytes for each raw offset. */
export function createLetterBytes(): LetterBytes {
  const sums = createMarks(Uint32Array);
  const rawOffsets = createFinder();
  const offsets = createFinder();

  function letter(rawOffset: number, record: KafkaRecord): void {
    const sum = sums.at(rawOffset);
    // Its record has expired, or is told to be unknown.
    if (sum === 0 || sum === sumOf(record)) return;
    rawOffsets.add(rawOffset);
    offsets.add(record.offset);
  }

  function tell({ raw, dlq }: TopicNames, partition: number, problems: Problems): void {
    const found = rawOffsets.found();
    if (found.offsets === 0) return;
    const letters = `${dlq}/${partition} ${sayOffsets(offsets.found())}`;
    const says = `${raw}/${partition} ${saySpans(found)} in the dead letters with other bytes (${letters})`;
    problems.tell('altered', partition, says);
  }

  return { raw: (record) => sums.add(record.offset, sumOf(record)), letter, tell };
}

const absent = Buffer.from([0]);

function sumOf({ key, value }: KafkaRecord): number {
  return crc32(value ?? absent, crc32(key ?? absent)) || 1; // 0 is no record
}
