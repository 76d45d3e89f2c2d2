import { expect, test } from '@jest/globals';
import { columns } from '@cdr/call-record';
import { migration } from './migration.ts';

test('the table has the columns of the column table, in its order', () => {
  const table = migration('clean', 1).find((statement) => statement.includes('telecom.telecom_data ('))!;
  const defined = /\((.*)\)$/.exec(table)![1]!.split(/, (?=[a-z])/);
  expect(defined.map((column) => column.split(' ')[0])).toEqual(columns.map(({ name }) => name));
});

test('each partition gets one position, and every statement may run again', () => {
  const statements = migration('clean', 3);
  expect(statements.filter((statement) => statement.includes('INTO telecom.loaded_through'))).toHaveLength(3);
  for (const statement of statements) expect(statement).toMatch(/IF NOT EXISTS|WHERE NOT EXISTS/);
});
