import { describe, expect, test } from '@jest/globals';
import { reportJson, reportLines, type RunReport } from './report.ts';

const report: RunReport = {
  published: 4,
  refused: 0,
  result: {
    raw: 4,
    clean: 3,
    dlq: 1,
    dlqByReason: { quality: 1 },
    dlqByStage: { validate: 1, load: 0 },
    loaded: 3,
    alreadyLoaded: 0,
    batches: 1,
    seconds: 2.04,
    recordsPerSecond: 2,
    reconciled: true,
    problems: [],
  },
  warehouse: 'postgres://admin@127.0.0.1:5439/dev',
  kept: true,
};
const problems = ['raw/0 offsets 3 to 3 are neither in clean nor in the dead letters'];
const broken = { ...report, refused: 2, result: { ...report.result, reconciled: false, problems } };

describe('the reconciliation', () => {
  test('is told to a person', () => {
    expect(reportLines(report).split('\n')).toEqual([
      'of this run: published 4, raw 4 = clean 3 + dead letters 1',
      'clean 3 = loaded 3 + already loaded 0 + dead letters of the loader 0',
      'dead letters by reason: quality 1',
      '1 batch, 2.0 s from the first append to the last load: 2 records/s',
      'reconciled: every record held, of this run and before, is in the table once or in the dead letters',
      'table: psql postgres://admin@127.0.0.1:5439/dev',
      '',
    ]);
  });

  test('names every place where the promise does not hold, and the lines refused', () => {
    const lines = reportLines(broken);
    expect(lines).toContain('published 4 (and 2 lines refused)');
    expect(lines).toContain('exit code 1: 2 lines too long for Kafka not published');
    expect(lines).toContain(`NOT reconciled:\n  ${problems[0]}\n`);
  });

  test('names no table that is down, and no pace where nothing was loaded', () => {
    const lines = reportLines({ ...report, kept: false, result: { ...report.result, batches: 0 } });
    expect(lines).not.toContain('psql');
    expect(lines).not.toContain('records/s');
  });

  test('is one line of JSON for a program, with the fields it may rely on', () => {
    expect(reportJson(report).split('\n')).toHaveLength(2);
    expect(Object.keys(JSON.parse(reportJson(report)) as object)).toEqual([
      'published',
      'refused',
      'raw',
      'clean',
      'dlq',
      'dlqByReason',
      'dlqByStage',
      'loaded',
      'alreadyLoaded',
      'batches',
      'seconds',
      'recordsPerSecond',
      'reconciled',
      'warehouse',
    ]);
    expect(JSON.parse(reportJson(broken))).toMatchObject({ reconciled: false, problems });
  });

  test('gives a program no URL, which holds a password, of a warehouse that is down', () => {
    expect(JSON.parse(reportJson({ ...report, kept: false }))).not.toHaveProperty('warehouse');
  });
});
