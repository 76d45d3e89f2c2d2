import type { TopicNames } from '@cdr/call-record';
import type { KafkaRecord } from '@cdr/kafka';
import { type Content, sayContent } from './checksum.ts';
import { contentOfRaw } from './content.ts';
import { createLetterSums } from './letter-sums.ts';
import type { Problems } from './problems.ts';
import { createFinder, sayOffsets, saySpans } from './spans.ts';

/** Compares what became of raw records with what raw says. Letters come first, then clean and raw side by side. */
export interface Originals {
  /** A letter must have the very key and value. */
  letter(rawOffset: number, record: KafkaRecord): void;
  /** A clean record, at an offset of clean, is compared when raw has come to it. Raw offsets rise. */
  clean(offset: number, content: Content): void;
  /** The raw offset up to which, not including, raw is needed now. */
  wantedTo(): number;
  /** Raw, in order; the clean records up to this one are known. */
  raw(record: KafkaRecord): void;
  tell(topics: TopicNames, problems: Problems): void;
}

interface Waiting {
  offset: number;
  content: Content;
}

/** Nothing is known: some bytes for each letter. */
export function createOriginals(partition: number): Originals {
  const letters = createLetterSums();
  const otherBytes = createFinder();
  const otherContent = createFinder();
  const otherContentAt = createFinder();
  let waiting: Waiting[] = [];
  let next = 0;

  function raw(record: KafkaRecord): void {
    if (!letters.agree(record)) otherBytes.add(record.offset);
    // What raw does not hold has expired, or is told to be unknown.
    while (next < waiting.length && waiting[next]!.content.rawOffset < record.offset) next += 1;
    const clean = waiting[next];
    if (clean?.content.rawOffset !== record.offset) return;
    next += 1;
    const original = contentOfRaw(partition, record);
    if (original !== null && sayContent(original) === sayContent(clean.content)) return;
    otherContent.add(record.offset);
    otherContentAt.add(clean.offset);
  }

  function clean(offset: number, content: Content): void {
    if (next > 0 && next === waiting.length) {
      waiting = [];
      next = 0;
    }
    waiting.push({ offset, content });
  }

  function tell(topics: TopicNames, problems: Problems): void {
    const [of, inClean, inDlq] = [topics.raw, topics.clean, topics.dlq].map(
      (topic) => `${topic}/${partition}`,
    );
    const bytes = otherBytes.found();
    const content = otherContent.found();
    if (bytes.offsets > 0) {
      const says = `${of} ${saySpans(bytes)} in the dead letters with other bytes (${inDlq}, by dlq.original.offset)`;
      problems.tell('altered', partition, says);
    }
    if (content.offsets > 0) {
      const at = sayOffsets(otherContentAt.found());
      problems.tell(
        'altered',
        partition,
        `${of} ${saySpans(content)} in clean with other content (${inClean} ${at})`,
      );
    }
  }

  return {
    letter: (rawOffset, record) => letters.add(rawOffset, record),
    clean,
    wantedTo: () => (waiting.at(-1)?.content.rawOffset ?? -1) + 1,
    raw,
    tell,
  };
}
