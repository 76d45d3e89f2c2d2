import type { LedgerPartition, LedgerSums } from './ledger.ts';

/** Clean records the ledger must have, and loader letters, as read from the topics. */
export interface HeldCounts {
  /** By partition, from where the ledger's comparison begins, without those no batch could take at all. */
  clean: readonly number[];
  /** Letters of stage load for records that are not in the table; null when dlq has lost its start. */
  loaderLetters: number | null;
}

/**
 * clean = loaded + already loaded + loader letters, with everything loaded; one sentence for each sum that disagrees.
 * Partitions are compared from the first clean offset still held.
 */
export function judgeLedger(
  topic: string,
  ledger: readonly LedgerPartition[],
  sums: LedgerSums,
  held: HeldCounts,
): string[] {
  const problems: string[] = [];

  function expect(left: number, what: string, right: number, of: string): void {
    if (left !== right) problems.push(`${what}: ${left}, but ${of}: ${right}`);
  }

  for (const [p, { from, rows }] of ledger.entries()) {
    expect(
      rows,
      `rows in the ledger (telecom.load_range) from ${topic}/${p} offset ${from} on`,
      held.clean[p]!,
      'clean records there',
    );
  }
  const {
    staged,
    inRanges,
    loaded,
    alreadyLoaded,
    conflicts,
    unloadable,
    tableRows,
    strayRows,
    repeatedCalls,
  } = sums;
  expect(
    staged + unloadable,
    'rows staged or unloadable (telecom.load_batch)',
    inRanges,
    'rows in its ranges (telecom.load_range)',
  );
  const accounted = loaded + alreadyLoaded + conflicts;
  expect(accounted, 'rows loaded, already loaded and in conflict', staged, 'rows staged');
  expect(tableRows, 'rows in telecom.telecom_data', loaded, 'rows the ledger says were loaded');
  expect(strayRows, 'rows in telecom.telecom_data of batches not in the ledger', 0, 'there must be');
  expect(repeatedCalls, 'rows in telecom.telecom_data of a call that has one', 0, 'there must be');
  // Two loaders may both write a letter; a row refused without any would be lost.
  const refused = conflicts + unloadable;
  if (held.loaderLetters !== null && held.loaderLetters < refused)
    expect(
      refused,
      'rows in conflict or unloadable (telecom.load_batch)',
      held.loaderLetters,
      'their dead letters',
    );
  return problems;
}
