import { appendedColumns, type Column } from '@cdr/call-record';
import { Stop } from '@cdr/worker';
import type { Session } from './commit-load.ts';
import { addColumn } from './statements.ts';
import type { Table } from './table-columns.ts';

/** Whether the loader may add columns to the table, and who hears of those it added. */
export interface TableGrowth {
  isAllowed: boolean;
  onAdded: (names: string[]) => void;
}

/** The columns of newer schemas that a table lacks; of one that is none, or not ours, it lacks nothing. */
export function lackingColumns({ isTable, columns }: Table): Column[] {
  if (!isTable || columns.length === 0) return [];
  return appendedColumns.filter(({ name }) => !columns.some((column) => column.name === name));
}

// SQLSTATE. Redshift has no IF NOT EXISTS for a column, and another loader, or a migration, may be faster.
const isThereAlready = '42701';
const isNotAllowed = '42501';

/**
 * Adds columns to the table, outside of any transaction; those that came meanwhile are left as they are.
 * @throws Stop when the user may not add any
 */
export async function addColumns(session: Session, columns: readonly Column[]): Promise<void> {
  for (const column of columns) {
    try {
      await session.query(addColumn(column));
    } catch (error) {
      const { code } = error as { code?: unknown };
      if (code === isNotAllowed) throw new Stop(sayWhoMay(column), { cause: error });
      if (code !== isThereAlready) throw error;
    }
  }
}

function sayWhoMay({ name }: Column): string {
  return (
    `telecom.telecom_data lacks ${name}, and the user of WAREHOUSE_URL may not add it: run "npm run migrate" as the owner ` +
    'of the table'
  );
}
