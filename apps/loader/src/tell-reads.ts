import type { PartitionReader, RecordBatch } from '@cdr/kafka';
import type { LoaderEvents } from './loader-events.ts';

/**
 * A reader from offset `from` on that tells what is asked of it, and what has been answered: one that hangs, or for ever
 * brings nothing though records lie before it, is then found though the other partitions go on.
 */
export function tellReads(
  reader: PartitionReader,
  partition: number,
  from: number,
  events: Pick<LoaderEvents, 'reading' | 'read'>,
): PartitionReader {
  let offset = from;

  async function next(): Promise<RecordBatch> {
    events.reading(partition, offset);
    try {
      const batch = await reader.next();
      if (batch.nextOffset > offset || batch.nextOffset >= batch.endOffset) events.read(partition);
      offset = batch.nextOffset;
      return batch;
    } catch (error) {
      events.read(partition);
      throw error;
    }
  }

  return { next, close: () => reader.close() };
}
