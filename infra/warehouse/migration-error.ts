import type { Step } from './migration-files.ts';

/** A migration that could not be applied: which, where in it, what the server said, and what to do. */
export class MigrationError extends Error {
  override name = 'MigrationError';
}

// By SQLSTATE. Redshift tells a conflict with another transaction as 40001 or, of old, as XX000 with ERROR 1023.
const advice: Record<string, string> = {
  '42501': 'Run it as the owner of the tables, or have that right granted',
  '42P16': 'Drop the view that has other columns (DROP VIEW), and run this again',
  '55P03': 'Something has held that table for too long, a load or a long query: wait until it is over',
  '40001': 'Another transaction was in its way',
  '40P01': 'Another transaction was in its way',
};

/** A statement of a step that failed. Without the cause: the server's detail may quote values of calls. */
export function failedAt(
  { version, name, statements, inTransaction }: Step,
  statement: string,
  error: unknown,
): MigrationError {
  const place = statements.indexOf(statement);
  const where = place < 0 ? '' : `, statement ${place + 1} of ${statements.length}`;
  const undone = inTransaction ? 'Nothing of it was done' : 'What it did before this statement stays done';
  const { says, code } = read(error);
  return new MigrationError(
    `${version === undefined ? name : `migration ${version} (${name})`}${where}, "${beginning(statement)}": ${says}. ` +
      `${advice[code] ?? 'Mend what the server says'}. ${undone}; migrations before it stay applied`,
  );
}

/** A version that the warehouse has by another name than this program. */
export function otherName(version: number, recorded: string, own: string): MigrationError {
  return new MigrationError(
    `telecom.schema_version says that migration ${version} is "${recorded}", here it is "${own}": it was applied by a ` +
      'program of another branch. Find out which, and give the newer of the two the next free number. Nothing was done',
  );
}

function read(error: unknown): { says: string; code: string } {
  const { message, code } = error as { message?: string; code?: string };
  if (code === undefined) return { says: message ?? String(error), code: '' };
  const says = code.startsWith('22') ? 'the warehouse refuses a value' : message || 'no words';
  return { says: `${says} (${code})`, code };
}

function beginning(statement: string): string {
  const [first = '', ...more] = statement.split('\n');
  return more.length === 0 ? first : `${first} …`;
}
