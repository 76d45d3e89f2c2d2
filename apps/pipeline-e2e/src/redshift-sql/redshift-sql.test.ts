import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { checkRedshiftSql, type Statement } from '@cdr/sql-grammar';
import { root, textOf } from '../repository-files.ts';
import { neverSent, statementModules } from './collected-modules.ts';
import { sqlInSource } from './sql-in-source.ts';
import { statementsOf } from './statements-of.ts';

// Every statement that Redshift can be sent is read by a grammar that is not ours.

const sources = globSync(
  ['apps/{generator,validator,loader,operations,console}/src/**/*.ts', 'libs/*/src/**/*.ts', 'infra/**/*.ts'],
  {
    cwd: fileURLToPath(root),
    exclude: [
      '**/node_modules',
      '**/out-tsc',
      '**/testing',
      '**/*.test.ts',
      '**/*.fixture.ts',
      'infra/sql-grammar',
    ],
  },
);
const sqlFiles = globSync('infra/warehouse/migrations/*.sql', { cwd: fileURLToPath(root) });
const found = sources.flatMap((file) => sqlInSource(file, textOf(file)));

function isIn({ file }: { file: string }, place: string): boolean {
  return place.startsWith(file.endsWith('/') ? file : `${file}:`);
}

const rows = [...statementModules, ...neverSent];
const collected = statementModules.map(statementsOf);
const elsewhere = found.filter(({ place }) => !rows.some((row) => isIn(row, place)));
const statements: Statement[] = [
  ...collected.flatMap((one) => one.statements),
  ...elsewhere.filter(({ whole }) => whole).map(({ place, sql }) => ({ name: place, sql })),
];

describe('statements are collected', () => {
  test('from every export of the modules that make them', () => {
    expect(collected.flatMap(({ problems }) => problems)).toEqual([]);
  });

  test('from all other files, where each stands whole: what makes one belongs into a module of statements', () => {
    expect(elsewhere.filter(({ whole }) => !whole)).toEqual([]);
  });

  test('from files that do hold SQL, or need no row in a table', () => {
    const places = [...found.map(({ place }) => place), ...sqlFiles];
    expect(rows.filter((row) => !places.some((place) => isIn(row, place)))).toEqual([]);
  });

  test('those of a load and of an audit among them', () => {
    const all = statements.map(({ sql }) => sql);
    for (const sql of ['BEGIN', 'COMMIT', 'ROLLBACK', 'LOCK TABLE telecom.load_gate', 'CLOSE pages'])
      expect(all).toContain(sql);
    expect(statements.length).toBeGreaterThan(40);
  });
});

test('Redshift takes every statement that it is sent', async () => {
  expect(await checkRedshiftSql(statements)).toEqual([]);
}, 120_000);
