import { expect, test } from '@jest/globals';
import { appendedColumns, columns } from '@cdr/call-record';
import { readMigrations } from '@cdr/infra/migration-files';
import { Stop } from '@cdr/worker';
import { addColumns, lackingColumns } from './add-columns.ts';
import { addColumn } from './statements.ts';
import type { TableColumn } from './table-columns.ts';

const found = columns.map(({ name }) => ({ name }) as TableColumn);
const cell = appendedColumns.find(({ name }) => name === 'cell_id')!;

test('the columns of newer schemas that a table lacks are found', () => {
  expect(lackingColumns({ isTable: true, columns: found })).toEqual([]);
  const older = found.filter(({ name }) => name !== 'cell_id');
  expect(lackingColumns({ isTable: true, columns: older })).toEqual([cell]);
});

test('what is missing otherwise is not added: a table without its lineage is not ours, and a view is none', () => {
  const broken = found.filter(({ name }) => name !== 'caller_name' && name !== 'fingerprint');
  expect(lackingColumns({ isTable: true, columns: broken })).toEqual([]);
  expect(lackingColumns({ isTable: true, columns: [] })).toEqual([]);
  expect(lackingColumns({ isTable: false, columns: [] })).toEqual([]);
});

test.each(['postgres', 'redshift'] as const)(
  'a column is added as the migrations of %s add it',
  (dialect) => {
    const statements = readMigrations(dialect).flatMap((migration) => migration.statements);
    expect(statements).toEqual(expect.arrayContaining(appendedColumns.map(addColumn)));
  },
);

function failing(code: string) {
  const asked: string[] = [];
  const query = (text: string) => {
    asked.push(text);
    return Promise.reject(Object.assign(new Error(`error ${code}`), { code }));
  };
  return { session: { query }, asked };
}

test('a column that somebody else has just added is no trouble, and the others follow', async () => {
  const { session, asked } = failing('42701');
  await addColumns(session, appendedColumns);
  expect(asked).toEqual(appendedColumns.map(addColumn));
});

test('a user who may not is told who can, and other errors are passed on', async () => {
  const adding = addColumns(failing('42501').session, appendedColumns);
  await expect(adding).rejects.toThrow(Stop);
  await expect(adding).rejects.toThrow(
    'telecom.telecom_data lacks call_status, and the user of WAREHOUSE_URL may not add it: run "npm run migrate" as the owner of the table',
  );
  await expect(addColumns(failing('57014').session, [cell])).rejects.toMatchObject({ code: '57014' });
});
