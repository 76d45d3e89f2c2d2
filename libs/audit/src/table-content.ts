import { fingerprint } from '@cdr/call-record';
import type { Content } from './batch-book.ts';
import type { TableRow } from './ledger/ledger.ts';

/**
 * What a row of the table says, with the fingerprint of its own fields: a field that was changed on the way, or in the
 * table, shows. A row whose fingerprint is not that of its fields agrees with no clean record.
 */
export function contentOf({ partition, rawOffset, callId, fingerprint: stored, call }: TableRow): Content {
  const own = fingerprint(call);
  return { partition, rawOffset, callId, fingerprint: own === stored ? own : `${own} as ${stored}` };
}
