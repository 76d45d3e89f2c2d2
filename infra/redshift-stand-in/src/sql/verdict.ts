import type { CopyStatement } from '../copy/copy-statement.ts';
import type { RedshiftError } from '../redshift-error.ts';

/** What becomes of a statement. */
export type Verdict =
  /** PostgreSQL runs `sql`. */
  | { kind: 'forward'; sql: string }
  /** PostgreSQL runs `sql`, which asks for the session's last COPY. */
  | { kind: 'forward-after-copy-state'; sql: string }
  | { kind: 'refuse'; error: RedshiftError }
  | { kind: 'copy'; copy: CopyStatement }
  /** Runs outside of transactions only. */
  | { kind: 'outside-transaction'; what: string; then: Verdict }
  /** A VARCHAR column is to be of another length, which depends on what it is. */
  | { kind: 'resize'; resize: Resize };

/** ALTER TABLE table ALTER COLUMN column TYPE VARCHAR(length). */
export interface Resize {
  /** The table's name as SQL. */
  table: string;
  column: string;
  length: number;
}

export function refuse(error: RedshiftError): Verdict {
  return { kind: 'refuse', error };
}

export function forward(sql: string): Verdict {
  return { kind: 'forward', sql };
}

export function outsideTransaction(what: string, then: Verdict): Verdict {
  return { kind: 'outside-transaction', what, then };
}
