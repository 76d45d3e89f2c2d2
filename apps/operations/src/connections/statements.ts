import { byRole } from '@cdr/warehouse';

/** What the workers do with each table. */
const needed = {
  telecom_data: ['SELECT', 'INSERT'],
  load_batch: ['SELECT', 'INSERT'],
  load_range: ['SELECT', 'INSERT'],
  loaded_through: ['SELECT', 'UPDATE'],
  load_gate: ['SELECT', 'UPDATE'],
} as const;

/** Each privilege that the workers need of a table. */
export const privilegesNeeded = Object.entries(needed).flatMap(([table, list]) =>
  list.map((privilege) => ({ table: `telecom.${table}`, privilege })),
);

/** One column for each of them, p0 and on; the last two are of schema and database. */
export const selectPrivileges = `SELECT ${privilegesNeeded
  .map(({ table, privilege }, n) => `has_table_privilege('${table}', '${privilege}') AS p${n}`)
  .join(
    ', ',
  )}, has_schema_privilege('telecom', 'USAGE') AS usage, has_database_privilege(current_database(), 'TEMP') AS temp`;

/** A table to copy nothing into. */
export const createCopyTest = 'CREATE TEMP TABLE connection_test (nothing INTEGER)';

/** A COPY of nothing, on Redshift: no object lies under this prefix. */
export function copyNothing(bucket: string, role: string): string {
  const prefix = 'telecom_data/connection-test-there-is-nothing-here';
  return `COPY connection_test FROM 's3://${bucket}/${prefix}' ${byRole(role)} FORMAT AS PARQUET`;
}
