import type { Client } from '@cdr/warehouse';
import { Failure, type Found } from './check.ts';
import { selectSessionLimit } from './statements.ts';

/**
 * Whether Redshift ends a session of a loader that vanished: until then it holds the gate, and no other loader loads.
 * @throws Failure
 */
export async function findSessionLimit(client: Client): Promise<Found> {
  const { rows } = await client.query<{ user_name: string; session_timeout: unknown }>(selectSessionLimit);
  const seconds = Number(rows[0]?.session_timeout ?? 0);
  if (seconds > 0) return { tells: `a session may be idle for ${seconds} s`, version: null };
  const user = rows[0]?.user_name.trim() ?? 'the user of WAREHOUSE_URL';
  throw new Failure(
    `a session of ${user} may be idle for ever: a loader whose machine is lost in the middle of a load would keep all others ` +
      `waiting. As a superuser: ALTER USER ${user} SESSION TIMEOUT 60`,
  );
}
