import { describe, expect, test } from '@jest/globals';
import { type Report, reportJson, reportText } from './report.ts';
import type { SweptBatch } from './sweep-orphans.ts';

const hourMs = 3_600_000;
const now = 100 * hourMs;

function batch(batchId: string, fate: SweptBatch['fate']): SweptBatch {
  return { batchId, fate, files: 1, bytes: 2_979, modifiedAt: now - 31 * hourMs };
}

function reportOf(batches: SweptBatch[], more: Partial<Report> = {}): Report {
  const orphans = batches.map((one) => ({ ...one, hasManifest: true, hasSuccess: true }));
  const look = { batches: 1_204, inLedger: 1_200, young: 2, orphans };
  const usual = { bucket: 'staging', olderThanHours: 24, limit: 100, dryRun: true, now };
  return { ...usual, look, sweeping: { batches, stopped: null }, ...more };
}

describe('a look', () => {
  test('shows what could go, what is kept and why, and what to type', () => {
    expect(reportText(reportOf([batch('a', 'loadable'), batch('b', 'removable')]))).toBe(
      [
        'staging: 1,204 batches, 1,200 in the ledger, 2 unknown to it but younger than 24 h, 2 unknown and older.',
        '  b  31 h old, 1 file, 2,979 bytes: can be removed',
        '  a  31 h old, 1 file, 2,979 bytes: kept: what it holds is not loaded yet, and a loader that sleeps could still load it',
        'Can be removed: 1 batch, 2,979 bytes. Nothing was removed; to remove them, type:',
        '  npm run sweep -- --older-than-hours 24 --limit 100 --remove',
        '',
      ].join('\n'),
    );
  });

  test('says when there is nothing', () => {
    expect(reportText(reportOf([]))).toMatch(/\nNothing to remove\.\n$/);
  });

  test('is one JSON object for a program', () => {
    expect(JSON.parse(reportJson(reportOf([batch('a', 'elsewhere'), batch('b', 'removable')])))).toEqual({
      dryRun: true,
      olderThanHours: 24,
      batches: 1_204,
      inLedger: 1_200,
      young: 2,
      orphans: 2,
      removable: 1,
      bytes: 2_979,
      kept: 1,
      gone: 0,
      stopped: null,
      listed: [
        { batchId: 'b', files: 1, bytes: 2_979, ageSeconds: 111_600, fate: 'removable' },
        { batchId: 'a', files: 1, bytes: 2_979, ageSeconds: 111_600, fate: 'elsewhere' },
      ],
    });
  });
});

describe('a removal', () => {
  test('says what is gone, and how many were not looked at', () => {
    const done = reportOf([batch('b', 'removed')], { dryRun: false });
    done.look.orphans.push({ ...done.look.orphans[0]!, batchId: 'c' });
    expect(reportText(done)).toMatch(/\nNot looked at: 1 more\.\nRemoved: 1 batch, 2,979 bytes\.\n$/);
    expect(JSON.parse(reportJson(done))).toMatchObject({ dryRun: false, removed: 1 });
  });

  test('of what another sweep took says so, and counts it neither as removed nor as kept', () => {
    const done = reportOf([batch('b', 'gone-meanwhile')], { dryRun: false });
    expect(reportText(done)).toMatch(
      /\n {2}b {2}31 h old, .*: gone meanwhile: another sweep .*\nRemoved: 0 batches, 0 bytes\.\n$/,
    );
    expect(JSON.parse(reportJson(done))).toMatchObject({ removed: 0, bytes: 0, kept: 0, gone: 1 });
  });

  test('that broke off says so', () => {
    const sweeping = { batches: [batch('b', 'removed')], stopped: 'removing x: gone away' };
    expect(reportText(reportOf([], { dryRun: false, sweeping }))).toMatch(
      /\nSTOPPED: removing x: gone away\. Removed before: 1 batch, 2,979 bytes\. .*: type the same again\.\n$/,
    );
  });

  test('of thousands lists what is gone, and the first hundred of what is kept', () => {
    const kept = Array.from({ length: 150 }, (_, n) => batch(`k${n}`, 'loadable'));
    const report = reportOf([batch('b', 'removed'), ...kept], { dryRun: false });
    expect(reportText(report)).toContain('  and 50 more that are kept or gone\n');
    expect((JSON.parse(reportJson(report)) as { listed: unknown[] }).listed).toHaveLength(101);
  });
});
