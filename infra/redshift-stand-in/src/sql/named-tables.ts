import { isMark, isName, isWord, nameOf } from './statement.ts';
import type { Token } from './tokens.ts';

/** A table that a query names. */
export interface NamedTable {
  schema: string | null;
  name: string;
}

/** The tables that a query names; names of WITH and functions are none. */
export function namedTables(tokens: readonly Token[]): NamedTable[] {
  const ofWith = new Set(
    tokens.flatMap((token, at) =>
      isName(token) && isWord(tokens[at + 1], 'as') && isMark(tokens[at + 2], '(') ? [nameOf(token)] : [],
    ),
  );
  const created = isWord(tokens[0], 'create') && tokens.some((token) => isWord(token, 'table'));
  const tables = tokens.flatMap((_, at) => (startsTable(tokens, at) ? tableAt(tokens, at + 1) : []));
  const named = tables.filter(({ schema, name }) => schema !== null || !ofWith.has(name));
  return created ? [...named, { schema: null, name: 'the one that is created' }] : named;
}

function startsTable(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  // extract(epoch FROM a.b) names no table.
  if (isWord(token, 'from') && isMark(tokens[at - 2], '(') && isWord(tokens[at - 3], 'extract')) return false;
  if (isWord(token, 'from', 'join', 'into')) return true;
  if (isWord(token, 'update')) return at === 0;
  return isWord(token, 'using') && tokens.some((first) => isWord(first, 'delete'));
}

// FROM a, b counts as well; a function call does not.
function tableAt(tokens: readonly Token[], at: number): NamedTable[] {
  if (!isName(tokens[at])) return [];
  const hasSchema = isMark(tokens[at + 1], '.');
  const last = hasSchema ? at + 2 : at;
  const table = { schema: hasSchema ? nameOf(tokens[at]!) : null, name: nameOf(tokens[last]!) };
  let next = last + 1;
  if (isMark(tokens[next], '(') && !isWord(tokens[at - 1], 'into')) return [];
  if (isWord(tokens[next], 'as')) next += 1;
  if (tokens[next] && isName(tokens[next]) && !isWord(tokens[next], ...clauseWords)) next += 1;
  return isMark(tokens[next], ',') && !isWord(tokens[at - 1], 'into')
    ? [table, ...tableAt(tokens, next + 1)]
    : [table];
}

const clauseWords = [
  'where',
  'join',
  'left',
  'right',
  'full',
  'inner',
  'cross',
  'on',
  'group',
  'order',
  'limit',
  'union',
  'set',
  'using',
];

/** Whether a table is of the catalogue, which the leader node alone has. */
export function isOfLeader({ schema, name }: NamedTable): boolean {
  if (schema === 'information_schema') return true;
  return (schema === null || schema === 'pg_catalog') && /^(?:pg_|svv_)/.test(name);
}

/** Whether a table is one of Redshift's logs, which the compute nodes have. */
export function isOfSystem({ schema, name }: NamedTable): boolean {
  return (schema === null || schema === 'pg_catalog') && /^(?:st[lv]|sv[lcv]|sys)_/.test(name);
}
