import type { TopicNames } from '@cdr/call-record';
import { type Kafka, type KafkaRecord, readDeadLetter } from '@cdr/kafka';

/** Raw offsets whose letter an earlier session has written: they need no second one. */
export interface WrittenLetters {
  /** To be asked in the order of raw. */
  has(rawOffset: number): boolean;
}

export interface WrittenLettersOptions {
  kafka: Kafka;
  topics: TopicNames;
  partition: number;
  /** The Kafka timestamp of the first raw record to be judged, or of one before it in the same log. */
  since: number;
  signal: AbortSignal;
  /** Called for each answer: a long tail is no stall. */
  onStep: () => void;
}

/** At a start where nothing is to be judged, or nothing is known of. */
export const noLetters: WrittenLetters = { has: () => false };

// About a second of reading each, for a letter has its record's bytes. What lies further back, or behind, is written again.
const mostLetters = 100_000;
const mostBytes = 64 * 1_048_576;

/**
 * Reads the letters in dlq's tail of raw records that are to be judged. A courtesy to who reads dlq, and to its disks:
 * a letter that is not found here is written a second time, and the first one counts.
 * @throws the signal's reason when it aborts, KafkaError.
 */
export async function readWrittenLetters(options: WrittenLettersOptions): Promise<WrittenLetters> {
  const { kafka, topics, partition, since, signal, onStep } = options;
  const { end } = (await kafka.offsets(topics.dlq))[partition]!;
  onStep();
  // By the broker's clock, as raw's: a letter is appended later than its record.
  const first = await kafka.offsetAt(topics.dlq, partition, since);
  onStep();
  const begin = Math.max(first, end - mostLetters);
  if (begin >= end) return noLetters;
  const ranges = createRanges();
  const reader = await kafka.openReader(topics.dlq, partition, begin);
  try {
    let bytes = 0;
    for (let at = begin; ;) {
      signal.throwIfAborted();
      const { records, nextOffset } = await reader.next();
      onStep();
      for (const record of records) {
        bytes += record.value?.length ?? 0;
        const rawOffset = rawOffsetOf(record, options);
        if (rawOffset !== null) ranges.add(rawOffset);
      }
      // Not one step further while somebody's transaction is open: nobody waits for a courtesy.
      if (nextOffset >= end || nextOffset === at || bytes > mostBytes) return ranges;
      at = nextOffset;
    }
  } finally {
    await reader.close();
  }
}

// A topic of the same name may have been there before, and its letters are still in dlq: they are of older records.
function rawOffsetOf(
  record: KafkaRecord,
  { topics, partition, since }: WrittenLettersOptions,
): number | null {
  const letter = readDeadLetter(record);
  if (letter?.stage !== 'validate') return null;
  const origin = (name: string) => record.headers[`dlq.original.${name}`]?.toString();
  const isOurs = origin('topic') === topics.raw && origin('partition') === String(partition);
  return isOurs && Number(origin('timestamp')) >= since ? letter.rawOffset : null;
}

// Behind the last clean record all that was judged is dead, so the letters are of few unbroken runs of raw offsets. What
// does not rise is there already, for sessions begin at the same place.
function createRanges() {
  const ranges: { from: number; to: number }[] = [];

  function add(rawOffset: number): void {
    const last = ranges.at(-1);
    if (last === undefined || rawOffset > last.to) ranges.push({ from: rawOffset, to: rawOffset + 1 });
    else if (rawOffset === last.to) last.to += 1;
  }

  let asked = 0;
  function has(rawOffset: number): boolean {
    while (asked < ranges.length && ranges[asked]!.to <= rawOffset) asked += 1;
    return asked < ranges.length && ranges[asked]!.from <= rawOffset;
  }

  return { add, has };
}
