import { describe, expect, test } from '@jest/globals';
import type { CleanSum, RawSum } from '@cdr/audit';
import { countRun, type RunFindings } from './count-run.ts';

const noRaw: RawSum = { records: 0, clean: 0, dead: 0, deadByReason: {}, open: 0, unjudged: 0 };
const noClean: CleanSum = {
  records: 0,
  loaded: 0,
  alreadyLoaded: 0,
  refused: 0,
  refusedByReason: {},
  waiting: 0,
  unjudged: 0,
};
const nothing = { raw: noRaw, clean: noClean };

const findings: RunFindings = {
  audits: [
    {
      raw: { ...noRaw, records: 60, clean: 55, dead: 5, deadByReason: { quality: 3, conflict: 2 } },
      clean: {
        ...noClean,
        records: 55,
        loaded: 52,
        alreadyLoaded: 2,
        refused: 1,
        refusedByReason: { conflict: 1 },
      },
    },
    {
      raw: { ...noRaw, records: 40, clean: 39, dead: 1, deadByReason: { quality: 1 } },
      clean: { ...noClean, records: 39, loaded: 38, alreadyLoaded: 1 },
    },
    nothing,
  ],
  batches: 2,
  committedAt: 5_000,
  firstAppends: [3_000, 1_000, null],
};

describe('the counts of a run', () => {
  test('add up the partitions, with the letters of both stages by reason', () => {
    expect(countRun(findings)).toEqual({
      raw: 100,
      clean: 94,
      dlq: 7,
      dlqByReason: { quality: 4, conflict: 3 },
      dlqByStage: { validate: 6, load: 1 },
      loaded: 90,
      alreadyLoaded: 3,
      batches: 2,
      seconds: 4,
      recordsPerSecond: 25,
    });
  });

  test('have no rate when nothing was loaded', () => {
    const counts = countRun({ ...findings, batches: 0, committedAt: null });
    expect(counts).toMatchObject({ seconds: 0, recordsPerSecond: 0 });
  });

  test('of nothing are all zero', () => {
    const counts = countRun({ audits: [nothing], batches: 0, committedAt: null, firstAppends: [null] });
    expect(counts).toMatchObject({ raw: 0, dlq: 0, dlqByReason: {}, alreadyLoaded: 0 });
  });
});
