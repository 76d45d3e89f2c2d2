import { expect, test } from '@jest/globals';
import type { MigrationReport } from '@cdr/infra';
import { reportJson, reportText } from './report.ts';

const views = [{ name: 't.v', text: 'CREATE OR REPLACE VIEW t.v AS\nSELECT 1 AS n' }];
const nothing: MigrationReport = { dryRun: false, from: 2, to: 2, migrations: [], views, unknown: [] };
const viewsInSql = '\n-- The views, made anew each time\nCREATE OR REPLACE VIEW t.v AS\nSELECT 1 AS n;\n';
const two: MigrationReport = {
  ...nothing,
  from: 0,
  migrations: [
    { version: 1, name: 'table', statements: [{ text: 'CREATE TABLE t (\n  n INTEGER\n)', skipped: false }] },
    {
      version: 2,
      name: 'lineage',
      statements: [
        { text: 'ALTER TABLE t ADD COLUMN a INTEGER', skipped: true },
        { text: 'ALTER TABLE t ADD COLUMN b INTEGER', skipped: false },
      ],
    },
  ],
};

test('what was applied is told, and what was there already', () => {
  expect(reportText(two)).toBe(
    'Applied 2 migrations:\n' +
      '  0001-table: 1 statement\n' +
      '  0002-lineage: 2 statements, 1 of them there already\n' +
      'Schema telecom has version 2 now.\n' +
      'Made 1 view anew.\n',
  );
});

test('a dry run is SQL, in which what is there is a comment', () => {
  expect(reportText({ ...two, dryRun: true })).toBe(
    '-- Schema telecom has version 0. To apply: 2 migrations. Nothing was changed.\n' +
      '\n-- 0001-table\nCREATE TABLE t (\n  n INTEGER\n);\n' +
      '\n-- 0002-lineage\n-- is there: ALTER TABLE t ADD COLUMN a INTEGER\nALTER TABLE t ADD COLUMN b INTEGER;\n' +
      viewsInSql,
  );
});

test.each([
  [false, 'Schema telecom has version 2: nothing to apply.\nMade 1 view anew.\n'],
  [true, `-- Schema telecom has version 2: nothing to apply.\n${viewsInSql}`],
])('nothing to do is told (dry run: %s)', (dryRun, text) => {
  expect(reportText({ ...nothing, dryRun })).toBe(text);
});

test.each([
  [
    false,
    /\nIt has versions that this program does not know \(3, 4\): a newer one made them, or one of another branch\.\nMade/,
  ],
  [
    true,
    /\n-- It has versions that this program does not know \(3, 4\): a newer one made them, or one of another branch\.\n\n-- The views/,
  ],
])('versions of another program are named (dry run: %s)', (dryRun, text) => {
  expect(reportText({ ...nothing, dryRun, to: 4, unknown: [3, 4] })).toMatch(text);
});

test('as JSON it is one line', () => {
  expect(JSON.parse(reportJson(two))).toEqual(two);
  expect(reportJson(two).split('\n')).toHaveLength(2);
});
