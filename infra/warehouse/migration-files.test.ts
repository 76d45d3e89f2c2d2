import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { columns, sqlType } from '@cdr/call-record';
import { madeColumns } from './made-columns.ts';
import { readMigrations, readViews, toMigrations, toViews } from './migration-files.ts';

const folder = new URL('./migrations/', import.meta.url);

/** Files that are released, with what they must hash to. */
const released = {
  '0001-telecom-data.postgres.sql': '091c2ab7131d',
  '0001-telecom-data.redshift.sql': 'e568b882e3c6',
  '0002-lineage.sql': '09647014b46f',
  '0003-ledger.sql': 'a59b2ec2848a',
  '0004-find-copies.postgres.sql': 'cb696148ef6f',
  '0004-find-copies.redshift.sql': 'add44e158610',
  '0005-second-schema.redshift.sql': '1f62367e3ef3',
  '0005-second-schema.postgres.sql': '49010a1c1275',
};

test('a migration that is released is never edited: a new one is added, and its line here', () => {
  const numbered = readdirSync(folder).filter((file) => file !== 'views.sql');
  const found = numbered.map((file) => {
    const text = readFileSync(new URL(file, folder));
    return [file, createHash('sha256').update(text).digest('hex').slice(0, 12)];
  });
  expect(Object.fromEntries(found)).toEqual(released);
});

describe.each(['postgres', 'redshift'] as const)('the migrations of %s', (dialect) => {
  const migrations = readMigrations(dialect);
  const statements = migrations.flatMap((migration) => migration.statements);

  test('are numbered from 1 on, without a gap, and have statements', () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, n) => n + 1));
    expect(migrations.filter((migration) => migration.statements.length === 0)).toEqual([]);
  });

  test('together give the columns of the column table, in its order, with its types', () => {
    expect(madeColumns(statements)).toEqual(columns.map(({ name, type }) => ({ name, type: sqlType(type) })));
  });

  test('may each run on a schema that has it all already, or leave a trace that tells so', () => {
    for (const statement of statements)
      expect(statement).toMatch(
        /IF NOT EXISTS|WHERE NOT EXISTS|^DROP VIEW IF EXISTS|ADD COLUMN|ALTER DISTKEY/,
      );
  });

  test('use names that the runner reads: no quotes, no capitals', () => {
    expect(statements.filter((statement) => /ADD COLUMN (?![a-z_]+ [A-Z])/.test(statement))).toEqual([]);
  });
});

test('Redshift’s files have nothing of what it lacks', () => {
  const lacking =
    /\b(ON CONFLICT|RETURNING|SERIAL|JSONB|INDEX|SAVEPOINT|FILTER|LATERAL|INTERVAL|generate_series|RANGE BETWEEN)\b/i;
  const migrations = readMigrations('redshift').flatMap((migration) => migration.statements);
  const statements = [...migrations, ...readViews().map(({ text }) => text)];
  expect(statements.filter((statement) => lacking.test(statement))).toEqual([]);
  expect(statements.filter((statement) => (statement.match(/ADD COLUMN/g) ?? []).length > 1)).toEqual([]);
});

test('no view reads *, so that none stands in the way of a column', () => {
  const views = readViews();
  expect(views.length).toBeGreaterThan(5);
  expect(views.filter(({ text }) => /(?<!count\()\*/.test(text))).toEqual([]);
});

test('the README says what each view answers, with a query', () => {
  const guide = readFileSync(new URL('./README.md', import.meta.url), 'utf8');
  for (const { name } of readViews()) {
    expect(guide).toContain(`| \`${name.replace('telecom.', '')}\``);
    expect(guide).toContain(`FROM ${name}`);
  }
});

test('no migration makes a view: one that was dropped to change a column would not come back', () => {
  const statements = readMigrations('redshift').flatMap((migration) => migration.statements);
  expect(statements.filter((statement) => /^CREATE.* VIEW/.test(statement))).toEqual([]);
});

test.each(['CREATE VIEW s.v AS\nSELECT 1;', 'CREATE OR REPLACE VIEW v AS\nSELECT 1;', 'DROP VIEW s.v;'])(
  'among the views, "%s" is refused',
  (text) => {
    expect(() => toViews(text)).toThrow(/^a statement of views\.sql is no CREATE OR REPLACE VIEW/);
  },
);

test.each<[string, Record<string, string>, RegExp]>([
  ['with another name', { '1-table.sql': 'A;' }, /^1-table\.sql is no name of a migration, as 0001/],
  ['for a database nobody knows', { '0001-table.oracle.sql': 'A;' }, /is no name of a migration/],
  ['that is missing', { '0002-table.sql': 'A;' }, /^migration 2 \(table\) of redshift has the place of 1$/],
  ['that is there twice', { '0001-a.sql': 'A;', '0001-b.redshift.sql': 'A;' }, /has the place of 2$/],
  ['of the other database only', { '0001-a.postgres.sql': 'A;', '0002-b.sql': 'B;' }, /has the place of 1$/],
])('a migration %s is refused', (_, files, problem) => {
  const list = Object.entries(files).map(([file, text]) => ({ file, text }));
  expect(() => toMigrations(list, 'redshift')).toThrow(problem);
});

test('a file is for both databases, or for the one in its name, and may ask for no transaction', () => {
  const files = [
    { file: '0001-a.sql', text: '-- outside a transaction: why\nA;' },
    { file: '0002-b.postgres.sql', text: 'P;' },
    { file: '0002-b.redshift.sql', text: '-- a transaction: fine\nR;' },
  ];
  expect(toMigrations(files, 'redshift')).toEqual([
    { version: 1, name: 'a', statements: ['A'], inTransaction: false },
    { version: 2, name: 'b', statements: ['R'], inTransaction: true },
  ]);
  expect(toMigrations(files, 'postgres')[1]).toMatchObject({ statements: ['P'] });
});
