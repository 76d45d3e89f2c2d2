import { expect, test } from '@jest/globals';
import { statementsOf } from './statements-of.ts';

const exports = {
  begin: 'BEGIN',
  names: 'a, b',
  most: 20,
  select: (limit: number) => `SELECT a FROM t LIMIT ${limit}`,
  migrate: (tables: string[]) => tables.map((table) => `DROP TABLE ${table}`),
};

test('every text of a module is a statement, unless it is called a part, and every function makes some', () => {
  const examples = { select: [[1], [2]], migrate: [[['t', 'u']]] };
  const { statements, problems } = statementsOf({ file: 'f', exports, examples, parts: ['names'] });
  expect(problems).toEqual([]);
  expect(statements.map(({ sql }) => sql)).toEqual([
    'BEGIN',
    'SELECT a FROM t LIMIT 1',
    'SELECT a FROM t LIMIT 2',
    'DROP TABLE t',
    'DROP TABLE u',
  ]);
  expect(statements[1]!.name).toBe('f select([1])');
});

test('a function without an example is told, and so is a row about what is no longer there', () => {
  const examples = { select: [], gone: [[]] };
  expect(statementsOf({ file: 'f', exports, examples, parts: ['names', 'words'] }).problems).toEqual([
    'f exports no gone',
    'f exports no words',
    'f select has no example',
    'f migrate has no example',
  ]);
});
