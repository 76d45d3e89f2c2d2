import type { Client } from '@cdr/warehouse';
import { Failure, type Found } from './check.ts';
import { privilegesNeeded, selectPrivileges } from './statements.ts';

/** Whether the warehouse's user may do what the workers do. @throws Failure */
export async function findPrivileges(client: Client): Promise<Found> {
  const { rows } = await client.query<Record<string, boolean>>(selectPrivileges);
  const problem = judgePrivileges(rows[0]!);
  if (problem !== null) throw new Failure(problem);
  return { tells: 'may read and load, and make temporary tables', version: null };
}

/** What is to be granted, in one sentence; null when nothing is. */
export function judgePrivileges(has: Readonly<Record<string, boolean>>): string | null {
  const missing = [
    ...(has['usage'] === true ? [] : ['USAGE ON SCHEMA telecom']),
    ...privilegesNeeded
      .filter((_, n) => has[`p${n}`] !== true)
      .map(({ table, privilege }) => `${privilege} ON ${table}`),
    ...(has['temp'] === true ? [] : ['TEMP ON the DATABASE']),
  ];
  if (missing.length === 0) return null;
  return `the user of WAREHOUSE_URL lacks privileges. As the owner of schema telecom, GRANT it ${missing.join('; ')}`;
}
