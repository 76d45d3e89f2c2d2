import { printAmount, type TopicNames } from '@cdr/call-record';
import type { BatchBook, BatchSums } from './batch-book.ts';
import { sumChecksums } from './checksum.ts';
import type { LedgerRange } from './ledger/ledger.ts';
import type { Problems } from './problems.ts';

type Sums = Pick<BatchBook, 'sumsOf'>;

/** What a partition has loaded: the clean records of which rows must be there, and the rows. */
export type PartitionSums = BatchSums;

/** Judges, for each range of a batch, whether the amounts of its rows are those of clean, to the cent. */
export function judgeSums(
  { clean: topic }: TopicNames,
  book: Sums,
  ranges: readonly LedgerRange[],
  problems: Problems,
): void {
  for (const { batchId, partition, first, next } of ranges) {
    const { clean, table } = book.sumsOf(batchId, partition);
    if (clean.cents === table.cents) continue;
    const says =
      `${topic}/${partition} offsets ${first} to ${next - 1} have ${say(clean.cents)} in total_amount, but the rows of them ` +
      `in telecom.telecom_data ${say(table.cents)} (batch ${batchId})`;
    problems.tell('amounts', partition, says);
  }
}

function say(cents: number): string {
  return `${cents < 0 ? '-' : ''}${printAmount(Math.abs(cents))}`;
}

/** The same for all ranges of each partition. */
export function sumByPartition(
  book: Sums,
  ranges: readonly LedgerRange[],
  partitions: number,
): PartitionSums[] {
  return Array.from({ length: partitions }, (_, partition) => {
    const sums = ranges
      .filter((range) => range.partition === partition)
      .map(({ batchId }) => book.sumsOf(batchId, partition));
    return {
      clean: sumChecksums(sums.map(({ clean }) => clean)),
      table: sumChecksums(sums.map(({ table }) => table)),
    };
  });
}
