import { expect, test } from '@jest/globals';
import { sqlInSource } from './sql-in-source.ts';

test('SQL is found in texts of every kind, with its place, and whether something is put into it', () => {
  const source = [
    "await client.query('BEGIN');",
    'const select = `',
    '  SELECT a FROM t`;',
    'await client.query(`FETCH ${most} FROM pages`);',
    "const half = 'UPDATE ' + table;",
  ];
  expect(sqlInSource('f.ts', source.join('\n'))).toEqual([
    { place: 'f.ts:1', sql: 'BEGIN', whole: true },
    { place: 'f.ts:2', sql: '\n  SELECT a FROM t', whole: true },
    { place: 'f.ts:4', sql: 'FETCH ', whole: false },
    { place: 'f.ts:5', sql: 'UPDATE ', whole: true },
  ]);
});

test.each([
  "'select one'",
  "'BEGINNING'",
  "'COPY'",
  "'Create the database'",
  "'SETTINGS_X'",
  '// SELECT a',
  "'x SELECT'",
])('no SQL: %s', (source) => {
  expect(sqlInSource('f.ts', source)).toEqual([]);
});
