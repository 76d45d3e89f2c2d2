import { readLog } from '@cdr/audit';
import type { KafkaRecord, OffsetRange } from '@cdr/kafka';
import type { Logs } from './log-places.ts';

/** How a search ended: it found what ends it, it came to the end of its range, or it was too far to there. */
export type SearchEnd = 'ended' | 'read' | 'too far';

// A reader that stops fetches no more than this in vain; most searches end within it.
const offsetsAtOnce = 2_000;

/**
 * Reads a partition in order until `isEnough` says so; `most` offsets at most.
 * @throws as `readLog`
 */
export async function searchLog(
  { kafka }: Pick<Logs, 'kafka'>,
  place: { topic: string; partition: number },
  { start, end }: OffsetRange,
  most: number,
  isEnough: (record: KafkaRecord) => boolean,
): Promise<SearchEnd> {
  const last = Math.min(end, start + most);
  let isOver = false;
  for (let from = start; from < last; from += offsetsAtOnce) {
    const some = { start: from, end: Math.min(last, from + offsetsAtOnce) };
    await readLog(kafka, place.topic, place.partition, some, (record) => {
      isOver ||= isEnough(record);
    });
    if (isOver) return 'ended';
  }
  return last < end ? 'too far' : 'read';
}
