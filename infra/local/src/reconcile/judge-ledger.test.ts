import { describe, expect, test } from '@jest/globals';
import { judgeLedger, type HeldCounts } from './judge-ledger.ts';
import type { LedgerPartition, LedgerSums } from './ledger.ts';

const partitions: LedgerPartition[] = [
  { from: 0, rawHighWater: -1, rows: 62 },
  { from: 500, rawHighWater: 700, rows: 40 },
];
const sums: LedgerSums = {
  inRanges: 102,
  staged: 100,
  loaded: 90,
  alreadyLoaded: 7,
  conflicts: 3,
  unloadable: 2,
  tableRows: 90,
  strayRows: 0,
  repeatedCalls: 0,
};
const held: HeldCounts = { clean: [62, 40], loaderLetters: 5 };

function judge(change: { sums?: Partial<LedgerSums>; held?: Partial<HeldCounts> } = {}): string[] {
  return judgeLedger('clean', partitions, { ...sums, ...change.sums }, { ...held, ...change.held });
}

describe('the ledger', () => {
  test('agrees when every clean record is loaded, already loaded or in a letter', () => {
    expect(judge()).toEqual([]);
  });

  test('is not held to the letters of a dlq that lost its start, nor against letters twice', () => {
    expect(judge({ held: { loaderLetters: null } })).toEqual([]);
    expect(judge({ held: { loaderLetters: 6 } })).toEqual([]);
  });

  test.each<[string, Parameters<typeof judge>[0], string]>([
    [
      'a clean record was never loaded',
      { held: { clean: [62, 41] } },
      'rows in the ledger (telecom.load_range) from clean/1 offset 500 on: 40, but clean records there: 41',
    ],
    [
      'a batch staged less than its ranges hold',
      { sums: { staged: 99, loaded: 89, tableRows: 89 } },
      'rows staged or unloadable (telecom.load_batch): 101, but rows in its ranges (telecom.load_range): 102',
    ],
    [
      'a staged row is nowhere',
      { sums: { alreadyLoaded: 6 } },
      'rows loaded, already loaded and in conflict: 99, but rows staged: 100',
    ],
    [
      'a row left the table',
      { sums: { tableRows: 89 } },
      'rows in telecom.telecom_data: 89, but rows the ledger says were loaded: 90',
    ],
    [
      'somebody else wrote a row',
      { sums: { strayRows: 1 } },
      'rows in telecom.telecom_data of batches not in the ledger: 1, but there must be: 0',
    ],
    [
      'a call is there twice',
      { sums: { repeatedCalls: 1 } },
      'rows in telecom.telecom_data of a call that has one: 1, but there must be: 0',
    ],
    [
      'a conflict has no letter',
      { held: { loaderLetters: 4 } },
      'rows in conflict or unloadable (telecom.load_batch): 5, but their dead letters: 4',
    ],
  ])('disagrees in one sentence when %s', (_, change, sentence) => {
    expect(judge(change)).toEqual([sentence]);
  });
});
