import type { PartitionAudit } from '@cdr/audit';

/** Sums of what the ledger says, and the rows that are really in the table. */
export interface LedgerSums {
  tableRows: number;
  staged: number;
  loaded: number;
  alreadyLoaded: number;
  conflicts: number;
  inRanges: number;
}

/** clean = loaded + already loaded + loader letters, with everything loaded; one sentence for each sum that disagrees. */
export function judgeLedger(audits: readonly PartitionAudit[], sums: LedgerSums): string[] {
  const clean = audits.reduce((total, audit) => total + audit.clean, 0);
  const problems: string[] = [];

  function expect(left: number, what: string, right: number, of: string): void {
    if (left !== right) problems.push(`${what}: ${left}, but ${of}: ${right}`);
  }

  expect(sums.inRanges, 'rows in the ledger (telecom.load_range)', clean, 'clean records');
  expect(
    sums.staged,
    'rows staged (telecom.load_batch)',
    sums.inRanges,
    'rows in its ranges (telecom.load_range)',
  );
  const accounted = sums.loaded + sums.alreadyLoaded + sums.conflicts;
  expect(accounted, 'rows loaded, already loaded and in conflict', sums.staged, 'rows staged');
  expect(sums.tableRows, 'rows in telecom.telecom_data', sums.loaded, 'rows the ledger says were loaded');
  return problems;
}
