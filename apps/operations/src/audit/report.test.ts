import { describe, expect, test } from '@jest/globals';
import { defaultTopics } from '@cdr/call-record';
import { reportJson } from './report-json.ts';
import { reportText } from './report-text.ts';
import type { ReportedAudit } from './reported-audit.ts';

type Findings = ReportedAudit['partitions'][number];

const none = { offsets: 0, spans: [], moreSpans: 0 };

/** A partition of which all is clean and loaded, but for what is given. */
function partitionOf(partition: number, { dead = 0, refused = 0, waiting = 0, unjudged = 0 } = {}): Findings {
  return {
    audit: {
      partition,
      raw: {
        records: 12_000 + dead + unjudged,
        clean: 12_000,
        dead,
        deadByReason: { quality: dead },
        open: 0,
        unjudged,
      },
      clean: {
        records: 12_000,
        loaded: 12_000 - refused - waiting,
        alreadyLoaded: 0,
        refused,
        refusedByReason: { conflict: refused },
        waiting,
        unjudged: 0,
      },
      missing: none,
      unknown: none,
      lost: none,
      strayRows: none,
      repeatedRows: none,
    },
    judged: { from: 0, through: 12_000 + dead, rowsFrom: 0 },
    loadedThrough: 12_000 - waiting,
    lonelyLetters: [],
  };
}

const loaded = { records: 11_999, cents: 1_234_567, ids: 7n, contents: 2n ** 127n };
const agreeing = { clean: loaded, table: loaded };

const healthy: ReportedAudit = {
  auditedAt: Date.UTC(2026, 10, 22, 17, 51, 53),
  problems: [],
  partitions: [partitionOf(0, { dead: 25, refused: 1 }), partitionOf(1, { waiting: 300 })],
  sums: [agreeing, agreeing],
  staged: { whole: 7, expired: 0 },
  orphanedBatches: [],
  batches: { size: () => 7 },
};

const lost = {
  kind: 'lost' as const,
  partition: 1,
  says: 'telecom-data.raw/1 offset 5 is in clean, but nowhere else',
};
const broken: ReportedAudit = {
  ...healthy,
  problems: [{ kind: 'batch-rows', partition: null, says: 'batch b loaded 3 rows, but has 2' }, lost],
  partitions: [partitionOf(0), partitionOf(1)],
};

describe('an audit for a person', () => {
  test('shows both sums of each partition, and ends with one sentence', () => {
    expect(reportText(defaultTopics, healthy, 12.34).split('\n')).toEqual([
      'telecom-data.raw, telecom-data.clean, telecom-data.dlq and telecom.telecom_data as of 2026-11-22T17:51:53.000Z, read in 12.3 s',
      '',
      'partition     raw  = clean  + dead  + open  | clean  = loaded  + already  + letters  + waiting  | cents in clean  = in the table',
      '        0  12,025   12,000      25       0   12,000    11,999          0          1          0         1,234,567       1,234,567',
      '        1  12,000   12,000       0       0   12,000    11,700          0          0        300         1,234,567       1,234,567',
      '      all  24,025   24,000      25       0   24,000    23,699          0          1        300         2,469,134       2,469,134',
      '',
      'Hashes of 23,998 rows and their clean records: ids agree, contents agree.',
      '7 batches in the ledger; S3 has 7 of them whole.',
      'It holds: what is judged and loaded so far is in the table once or in the dead letters, as it was sent.',
      '',
    ]);
  });

  test('names all that is wrong, and where in the last sentence', () => {
    const lines = reportText(defaultTopics, broken, 1).trimEnd().split('\n');
    expect(lines.slice(-3)).toEqual([
      'BROKEN: batch b loaded 3 rows, but has 2',
      'BROKEN: telecom-data.raw/1 offset 5 is in clean, but nowhere else',
      'It does NOT hold, in partition 1 and in the warehouse or on S3.',
    ]);
  });

  test('shows where the table has other sums than clean', () => {
    const other = { ...loaded, cents: 1_234_568, contents: 5n };
    const text = reportText(
      defaultTopics,
      { ...broken, sums: [agreeing, { clean: loaded, table: other }] },
      1,
    );
    expect(text).toMatch(/ 0 +1,234,567 +1,234,567\n/);
    expect(text).toMatch(/ 1,234,567 +1,234,568\n.* 2,469,134 +2,469,135\n/);
    expect(text).toContain(
      '\nHashes of 23,998 rows and their clean records: ids agree, contents do NOT agree in partition 1.\n',
    );
  });

  test('lists what is to be looked at: orphaned batches from the oldest on, letters, and what cannot be judged', () => {
    const orphans = Array.from({ length: 12 }, (_, n) => ({
      batchId: `b${n}`,
      files: 1,
      bytes: 2_000,
      ageSeconds: n,
    }));
    const letters = [
      { partition: 1, offset: 17, stage: 'validate', original: 3 },
      { partition: 1, offset: 18, stage: 'load', original: null },
    ] as const;
    const text = reportText(
      defaultTopics,
      {
        ...healthy,
        staged: { whole: 5, expired: 2 },
        orphanedBatches: orphans,
        partitions: [partitionOf(0, { unjudged: 4 }), { ...partitionOf(1), lonelyLetters: [...letters] }],
      },
      1,
    );
    expect(text).toContain(
      '7 batches in the ledger; S3 has 5 of them whole, 2 are older than what it keeps.\n',
    );
    expect(text).toContain('12 on S3 without a row in the ledger, being loaded now or given up');
    expect(text).toContain('\n  b11  11 s old, 1 file, 2,000 bytes\n');
    expect(text).not.toContain(' b1 ');
    expect(text).toContain('\n  and 2 more\n');
    expect(text).toContain(
      '2 dead letters name as the first of their call a record that is not in clean or in the table; send them back to raw ' +
        'with "npm run redrive -- --without-original":',
    );
    expect(text).toContain('\n  raw partition 1 offset 17, of offset 3\n  raw partition 1 offset 18\n');
    expect(text).toContain('Not judged: 4 raw and 0 clean records');
    expect(text).toMatch(/It holds: .*\n$/);
  });
});

describe('an audit for a program', () => {
  test('is one line of JSON, with the fields it may rely on', () => {
    const [line, end] = reportJson(broken, 1.5).split('\n');
    expect(end).toBe('');
    const report = JSON.parse(line!) as Record<string, unknown> & { partitions: Record<string, unknown>[] };
    expect(report).toMatchObject({
      holds: false,
      auditedAt: '2026-11-22T17:51:53.000Z',
      seconds: 1.5,
      kinds: ['batch-rows', 'lost'],
      problems: [
        'batch b loaded 3 rows, but has 2',
        'telecom-data.raw/1 offset 5 is in clean, but nowhere else',
      ],
      batches: 7,
      staged: { whole: 7, expired: 0 },
      orphanedBatches: [],
      orphanedBatchCount: 0,
      lettersWithoutOriginal: [],
      lettersWithoutOriginalCount: 0,
    });
    expect(Object.keys(report.partitions[0]!)).toEqual([
      ...['partition', 'judgedThrough', 'loadedThrough', 'raw', 'clean', 'sums'],
      ...['missing', 'unknown', 'lost', 'strayRows', 'repeatedRows'],
    ]);
    expect(JSON.parse(reportJson(healthy, 1))).toMatchObject({ holds: true, problems: [] });
  });

  test('has the sums of each partition and of all, hashes as 32 hex digits', () => {
    const report = JSON.parse(reportJson(healthy, 1)) as { sums: unknown; partitions: { sums: unknown }[] };
    const hex = (digits: string) => digits.padStart(32, '0');
    const one = { records: 11_999, cents: 1_234_567, ids: hex('7'), contents: '8'.padEnd(32, '0') };
    expect(report.partitions[1]!.sums).toEqual({ clean: one, table: one });
    const all = { records: 23_998, cents: 2_469_134, ids: hex('e'), contents: hex('0') };
    expect(report.sums).toEqual({ clean: all, table: all });
  });

  test('lists a hundred of what there are thousands', () => {
    const orphanedBatches = Array.from({ length: 2_000 }, (_, n) => ({
      batchId: `b${n}`,
      files: 1,
      bytes: 1,
      ageSeconds: n,
    }));
    const report = JSON.parse(reportJson({ ...healthy, orphanedBatches }, 1)) as {
      orphanedBatches: unknown[];
    };
    expect(report.orphanedBatches).toHaveLength(100);
    expect(report).toMatchObject({ orphanedBatchCount: 2_000 });
  });
});
