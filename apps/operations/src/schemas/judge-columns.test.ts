import { expect, test } from '@jest/globals';
import { columns as table, sqlType } from '@cdr/call-record';
import { type MadeColumn, madeColumns } from '@cdr/infra';
import { readMigrations } from '@cdr/infra/migration-files';
import { judgeColumns } from './judge-columns.ts';

const columns = table.map(({ name, type }) => ({ name, type: sqlType(type) }));
const imei = { name: 'imei', type: 'VARCHAR(15)' };

test.each(['postgres', 'redshift'] as const)(
  'the table of columns is what the migrations of %s make',
  (dialect) => {
    const made = madeColumns(readMigrations(dialect).flatMap(({ statements }) => statements));
    expect(made).toEqual(columns);
    expect(judgeColumns(columns, made)).toBeNull();
  },
);

test('columns of other tables are not looked at', () => {
  expect(madeColumns(['ALTER TABLE telecom.load_batch ADD COLUMN n INTEGER', 'SELECT 1'])).toEqual([]);
});

test.each<[string, (made: MadeColumn[]) => MadeColumn[], RegExp]>([
  [
    'in the middle',
    (made) => made.toSpliced(17, 0, imei),
    /^column 18 is imei, and the migrations make cell_id there: Parquet is loaded by position, so .* New columns go to the end/,
  ],
  [
    'that has left',
    (made) => made.toSpliced(3, 1),
    /^column 4 is start_datetime, and the migrations make receiver_id there/,
  ],
  [
    'that has left the end',
    (made) => made.slice(0, -1),
    /^column 19 is none, and the migrations make call_id_from there/,
  ],
  [
    'that changed places',
    (made) => [made[1]!, made[0]!, ...made.slice(2)],
    /^column 1 is receiver_name, and the migrations/,
  ],
  [
    'of another type',
    (made) => made.with(17, { name: 'cell_id', type: 'INTEGER' }),
    /^cell_id is made as VARCHAR\(32\) by the migrations, and is INTEGER in \S+columns\.ts: Parquet is loaded by position/,
  ],
  [
    'at the end, that no migration makes',
    (made) => [...made, imei],
    /^no migration makes the column imei\. Add one/,
  ],
])('a column %s is told', (_, change, problem) => {
  expect(judgeColumns(change(columns), columns)).toMatch(problem);
});
