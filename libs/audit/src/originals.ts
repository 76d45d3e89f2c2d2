import { crc32 } from 'node:zlib';
import { type CallRecord, fingerprint, printAmount, readAmount, type TopicNames } from '@cdr/call-record';
import type { KafkaRecord } from '@cdr/kafka';
import { createMarks } from './marks.ts';
import type { Problems } from './problems.ts';
import { createFinder, sayOffsets, saySpans } from './spans.ts';

/** What raw holds, to compare with what became of it; records of raw come first. */
export interface Originals {
  raw(record: KafkaRecord): void;
  /** A letter must have the very key and value. */
  letter(rawOffset: number, record: KafkaRecord): void;
  /** A clean record, at an offset of clean, must have the content: its fingerprint is made anew of raw. */
  clean(rawOffset: number, offset: number, fingerprint: string): void;
  tell(topics: TopicNames, partition: number, problems: Problems): void;
}

/** Nothing is known: eight bytes for each raw offset. */
export function createOriginals(): Originals {
  const bytes = createComparison();
  const content = createComparison();

  function tell(topics: TopicNames, partition: number, problems: Problems): void {
    const sentences = [
      bytes.say(
        `${topics.raw}/${partition}`,
        'in the dead letters with other bytes',
        `${topics.dlq}/${partition}`,
      ),
      content.say(
        `${topics.raw}/${partition}`,
        'in clean with other content',
        `${topics.clean}/${partition}`,
      ),
    ];
    for (const says of sentences) if (says !== null) problems.tell('altered', partition, says);
  }

  return {
    raw(record) {
      bytes.expect(record.offset, sumOfBytes(record));
      content.expect(record.offset, sumOfContent(record));
    },
    letter: (rawOffset, record) => bytes.compare(rawOffset, record.offset, sumOfBytes(record)),
    clean: (rawOffset, offset, print) => content.compare(rawOffset, offset, begin(print)),
    tell,
  };
}

function createComparison() {
  const expected = createMarks(Uint32Array);
  const rawOffsets = createFinder();
  const offsets = createFinder();

  function compare(rawOffset: number, offset: number, sum: number): void {
    // Where there is none, its record has expired, or is told to be unknown.
    if ((expected.at(rawOffset) || sum) === sum) return;
    rawOffsets.add(rawOffset);
    offsets.add(offset);
  }

  function say(raw: string, what: string, place: string): string | null {
    const found = rawOffsets.found();
    if (found.offsets === 0) return null;
    return `${raw} ${saySpans(found)} ${what} (${place} ${sayOffsets(offsets.found())})`;
  }

  return { expect: (rawOffset: number, sum: number) => expected.add(rawOffset, sum), compare, say };
}

const absent = Buffer.from([0]);

// Numbers of 32 bits; 0 is no record.
function sumOfBytes({ key, value }: KafkaRecord): number {
  return crc32(value ?? absent, crc32(key ?? absent)) || 1;
}

function sumOfContent({ value }: KafkaRecord): number {
  try {
    const call = JSON.parse(String(value)) as CallRecord;
    const amount = readAmount(call.total_amount);
    return begin(fingerprint({ ...call, total_amount: 'cents' in amount ? printAmount(amount.cents) : '' }));
  } catch {
    return 1; // no call: nothing can be clean of it
  }
}

function begin(print: string): number {
  return Number.parseInt(print.slice(0, 8), 16) || 1;
}
