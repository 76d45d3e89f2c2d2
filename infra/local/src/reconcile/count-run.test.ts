import { describe, expect, test } from '@jest/globals';
import type { PartitionAudit } from '@cdr/audit';
import { countRun, type RunFindings } from './count-run.ts';

function audit(partition: number, counts: Partial<PartitionAudit>): PartitionAudit {
  const none = { raw: 0, clean: 0, dead: 0, deadByReason: {}, missing: [], unknown: [] };
  return { partition, ...none, ...counts };
}

const findings: RunFindings = {
  audits: [
    audit(0, { raw: 60, clean: 55, dead: 5, deadByReason: { quality: 3, conflict: 2 } }),
    audit(1, { raw: 40, clean: 39, dead: 1, deadByReason: { quality: 1 } }),
    audit(2, {}),
  ],
  letters: [{ partition: 0, offset: 7, reason: 'conflict' }],
  loads: { loaded: 90, batches: 2, committedAt: 5_000 },
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
    const loads = { loaded: 0, batches: 0, committedAt: null };
    expect(countRun({ ...findings, loads })).toMatchObject({ seconds: 0, recordsPerSecond: 0 });
  });

  test('of nothing are all zero', () => {
    const loads = { loaded: 0, batches: 0, committedAt: null };
    const nothing = { audits: [audit(0, {})], letters: [], loads, firstAppends: [null] };
    expect(countRun(nothing)).toMatchObject({ raw: 0, dlq: 0, dlqByReason: {}, alreadyLoaded: 0 });
  });
});
