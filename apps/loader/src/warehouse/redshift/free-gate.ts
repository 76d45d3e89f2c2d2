import type { Session } from '../commit-load.ts';
import { endSession, selectGateHolders } from './redshift-statements.ts';

/**
 * How long a transaction may hold the gate, seconds, with the minute that it may have waited for it. Its statements take far less
 * together: whoever holds it longer is gone, and only the server does not know. Redshift itself would end an idle
 * transaction after six hours. Source: "Quotas and limits in Amazon Redshift", idle or open transactions.
 */
export const longestHoldSeconds = 300;

/**
 * Ends sessions of ours that have held the gate for too long: their transactions roll back, and a holder that lives after all
 * reads its positions anew. A user may end sessions of its own.
 */
export async function freeGate(session: Session, longestSeconds: number): Promise<void> {
  const { rows } = await session.query(selectGateHolders, [longestSeconds]);
  for (const row of rows) await session.query(endSession, [row['pid']]);
}
