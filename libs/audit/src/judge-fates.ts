import type { BatchBook, BatchFates } from './batch-book.ts';
import type { LedgerBatch, LedgerRange } from './ledger/ledger.ts';
import type { Problems } from './problems.ts';

/**
 * Judges whether a batch tells rightly what came of its clean records that it has not loaded, where all of its ranges were
 * compared. A range without a batch is told as well.
 */
export function judgeFates(
  book: Pick<BatchBook, 'get' | 'fatesOf'>,
  ranges: readonly LedgerRange[],
  isCompared: (range: LedgerRange) => boolean,
  problems: Problems,
): void {
  for (const [batchId, ofBatch] of Map.groupBy(ranges, (range) => range.batchId)) {
    const batch = book.get(batchId);
    if (batch === undefined) {
      problems.tell(
        'batch-sums',
        null,
        `batch ${batchId} is in telecom.load_range, but not in telecom.load_batch`,
      );
      continue;
    }
    const isWhole = ofBatch.reduce((sum, { rows }) => sum + rows, 0) === batch.inRanges;
    if (!isWhole || !ofBatch.every(isCompared)) continue;
    const fates = sumFates(ofBatch.map(({ partition }) => book.fatesOf(batchId, partition)));
    if (agree(batch, fates)) continue;
    const says =
      `batch ${batchId} has ${batch.alreadyLoaded} rows already loaded, ${batch.conflicts} in conflict and ` +
      `${batch.unloadable} unloadable by the ledger, but ${fates.alreadyLoaded}, ${fates.conflicts} and ${fates.refused} by the ` +
      'table and the dead letters';
    problems.tell('batch-sums', null, says);
  }
}

// A record that one loader could not load, and another could or found in conflict, has its letter and counts as what it came to.
function agree({ alreadyLoaded, conflicts, unloadable }: LedgerBatch, fates: BatchFates): boolean {
  return alreadyLoaded >= fates.alreadyLoaded && conflicts >= fates.conflicts && unloadable <= fates.refused;
}

function sumFates(fates: readonly BatchFates[]): BatchFates {
  const sum: BatchFates = { alreadyLoaded: 0, conflicts: 0, refused: 0 };
  for (const { alreadyLoaded, conflicts, refused } of fates) {
    sum.alreadyLoaded += alreadyLoaded;
    sum.conflicts += conflicts;
    sum.refused += refused;
  }
  return sum;
}
