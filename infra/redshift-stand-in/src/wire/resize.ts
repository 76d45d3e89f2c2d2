import { notSupported } from '../redshift-error.ts';
import { byteLimit, byteLimitName } from '../sql/column-definition.ts';
import { identifier } from '../sql/statement.ts';
import { forward, refuse, type Resize, type Verdict } from '../sql/verdict.ts';
import { type Backend } from './backend.ts';
import { literal } from './literal.ts';

/** Changes a VARCHAR's length where Redshift does: no smaller, and no column with a default ("ALTER TABLE"). */
export async function resize(backend: Backend, { table, column, length }: Resize): Promise<Verdict> {
  const { rows } = await backend.ask(`SELECT format_type(atttypid, atttypmod), atthasdef
    FROM pg_attribute WHERE attrelid = to_regclass(${literal(table)}) AND attname = ${literal(column)}`);
  const change = `ALTER TABLE ${table} ALTER COLUMN ${identifier(column)} TYPE varchar(${length})`;
  const [type, hasDefault] = rows[0] ?? [];
  if (type === undefined || type === null) return forward(change); // PostgreSQL says what is missing
  const old = Number(/^character varying\((\d+)\)$/.exec(type)?.[1]);
  if (Number.isNaN(old))
    return refuse(notSupported('ALTER COLUMN TYPE is only supported for VARCHAR columns'));
  if (hasDefault === 't' && length < old) {
    return refuse(notSupported('cannot decrease a VARCHAR column size with default value'));
  }
  if (length < old)
    return refuse(notSupported('the Redshift stand-in does not imitate making a VARCHAR column smaller'));
  const name = byteLimitName(column, old);
  return forward(`${change}, DROP CONSTRAINT IF EXISTS ${name}, ADD ${byteLimit(column, length)}`);
}
