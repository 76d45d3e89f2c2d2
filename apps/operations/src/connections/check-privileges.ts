import type { Client } from '@cdr/warehouse';
import { Failure, type Found } from './check.ts';

/** What loader, audit and console do with each table; the migrations' user may do all of it. */
const needed = {
  telecom_data: ['SELECT', 'INSERT'],
  load_batch: ['SELECT', 'INSERT'],
  load_range: ['SELECT', 'INSERT'],
  loaded_through: ['SELECT', 'UPDATE'],
  load_gate: ['SELECT', 'UPDATE'],
} as const;

const privileges = Object.entries(needed).flatMap(([table, list]) =>
  list.map((privilege) => ({ table: `telecom.${table}`, privilege })),
);

/** One column for each privilege, in their order; the last two are of schema and database. */
export const selectPrivileges = `SELECT ${privileges
  .map(({ table, privilege }, n) => `has_table_privilege('${table}', '${privilege}') AS p${n}`)
  .join(
    ', ',
  )}, has_schema_privilege('telecom', 'USAGE') AS usage, has_database_privilege(current_database(), 'TEMP') AS temp`;

/** Whether the warehouse's user may do what the workers do. @throws Failure */
export async function findPrivileges(client: Client): Promise<Found> {
  const { rows } = await client.query<Record<string, boolean>>(selectPrivileges);
  const problem = judgePrivileges(rows[0]!);
  if (problem !== null) throw new Failure(problem);
  return { tells: 'may read and load, and make temporary tables', version: null };
}

/** The statements that grant what is missing, in one sentence; null when nothing is. */
export function judgePrivileges(has: Readonly<Record<string, boolean>>): string | null {
  const grants = [
    ...(has['usage'] === true ? [] : ['GRANT USAGE ON SCHEMA telecom']),
    ...privileges
      .filter((_, n) => has[`p${n}`] !== true)
      .map(({ table, privilege }) => `GRANT ${privilege} ON ${table}`),
    ...(has['temp'] === true ? [] : ['GRANT TEMP ON the DATABASE']),
  ];
  if (grants.length === 0) return null;
  return `the user of WAREHOUSE_URL lacks privileges. As their owner: ${grants.map((grant) => `${grant} TO it`).join('; ')}`;
}
