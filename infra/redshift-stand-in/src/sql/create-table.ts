import { notSupported, type RedshiftError, syntaxError } from '../redshift-error.ts';
import { readColumn } from './column-definition.ts';
import {
  closingOf,
  identifier,
  isMark,
  isName,
  isWord,
  nameOf,
  near,
  splitAtCommas,
  type Statement,
  toSql,
  wordsAt,
} from './statement.ts';
import type { Token } from './tokens.ts';
import { refusalOf } from './query-rules.ts';
import { forward, refuse, type Verdict } from './verdict.ts';

/** CREATE [LOCAL] [TEMP] TABLE [IF NOT EXISTS] name …: Redshift's attributes are read and left out. */
export function judgeCreateTable({ source, tokens }: Statement): Verdict {
  let at = 1;
  if (isWord(tokens[at], 'local')) at += 1;
  const isTemporary = isWord(tokens[at], 'temp', 'temporary');
  if (isTemporary) at += 1;
  if (!isWord(tokens[at], 'table')) return refuse(syntaxError(near(source, tokens[at])));
  at += 1;
  const isOptional = wordsAt(tokens, at, 'if', 'not', 'exists');
  if (isOptional) at += 3;
  const name = readName(tokens, at);
  if (name === null) return refuse(syntaxError(near(source, tokens[at])));
  const head = `CREATE ${isTemporary ? 'TEMP ' : ''}TABLE ${isOptional ? 'IF NOT EXISTS ' : ''}${name.sql}`;
  const query = startOfQuery(tokens, name.next);
  if (query >= 0) return createAs({ source, tokens }, head, name.next, query);
  if (!isMark(tokens[name.next], '(')) return refuse(syntaxError(near(source, tokens[name.next])));
  const close = closingOf(tokens, name.next);
  const body = readBody(source, tokens.slice(name.next + 1, close), name.table);
  if ('code' in body) return refuse(body);
  const wrong = readTableAttributes(source, tokens.slice(close + 1), body.columns);
  return wrong ? refuse(wrong) : forward(`${head} (${body.sql})`);
}

function createAs({ source, tokens }: Statement, head: string, from: number, query: number): Verdict {
  const wrong = readTableAttributes(source, tokens.slice(from, query), null) ?? refusalOf(tokens);
  return wrong ? refuse(wrong) : forward(`${head} AS ${toSql(source, tokens.slice(query + 1))}`);
}

// The AS that stands in no parentheses.
function startOfQuery(tokens: readonly Token[], from: number): number {
  for (let at = from; at < tokens.length; at += 1) {
    if (isWord(tokens[at], 'as')) return at;
    if (isMark(tokens[at], '(')) at = closingOf(tokens, at);
  }
  return -1;
}

/** A name with or without its schema, as SQL; null when there is none. */
export function readName(
  tokens: readonly Token[],
  at: number,
): { sql: string; table: string; next: number } | null {
  if (!isName(tokens[at])) return null;
  const names = [nameOf(tokens[at]!)];
  let next = at + 1;
  while (isMark(tokens[next], '.') && isName(tokens[next + 1])) {
    names.push(nameOf(tokens[next + 1]!));
    next += 2;
  }
  if (isMark(tokens[next], '.')) return null;
  return { sql: names.map(identifier).join('.'), table: names.at(-1)!, next };
}

interface Body {
  sql: string;
  /** The columns' names; null when another table has them. */
  columns: string[] | null;
}

function readBody(source: string, tokens: readonly Token[], table: string): Body | RedshiftError {
  const parts: { name: string | null; sql: string }[] = [];
  const keys: string[] = [];
  for (const part of splitAtCommas(tokens)) {
    if (isWord(part[0], 'like')) {
      const like = readLike(part);
      if ('code' in like) return like;
      parts.push({ name: null, sql: like.sql });
    } else if (isWord(part[0], 'constraint', 'primary', 'unique', 'foreign', 'check', 'exclude')) {
      const wrong = tableConstraint(part);
      if (wrong) return wrong;
      keys.push(...primaryKey(part));
    } else {
      const column = readColumn(source, part, table);
      if ('code' in column) return column;
      parts.push(column);
    }
  }
  // Not unique, and never null: that much of a primary key Redshift enforces.
  const sql = parts.map(({ name, sql: own }) =>
    name !== null && keys.includes(name) ? `${own} NOT NULL` : own,
  );
  const hasLike = parts.some(({ name }) => name === null);
  return { sql: sql.join(', '), columns: hasLike ? null : parts.map(({ name }) => name!) };
}

// PRIMARY KEY (columns), with or without its name.
function primaryKey(part: readonly Token[]): string[] {
  const at = isWord(part[0], 'constraint') ? 2 : 0;
  return wordsAt(part, at, 'primary', 'key')
    ? part
        .slice(at + 3, -1)
        .filter(isName)
        .map(nameOf)
    : [];
}

// With the checks of bytes, which are this stand-in's own and no table of Redshift lacks.
function readLike(part: readonly Token[]): { sql: string } | RedshiftError {
  const parent = readName(part, 1);
  if (parent === null) return syntaxError(part[1]?.value ?? ')');
  const rest = part.slice(parent.next);
  const isKnown =
    rest.length === 0 ||
    (rest.length === 2 && isWord(rest[0], 'including', 'excluding') && isWord(rest[1], 'defaults'));
  if (!isKnown) return syntaxError(rest[0]!.value);
  const defaults = isWord(rest[0], 'including') ? ' INCLUDING DEFAULTS' : '';
  return { sql: `LIKE ${parent.sql}${defaults} INCLUDING CONSTRAINTS` };
}

/** Keys are written down by Redshift and not enforced; other constraints it does not have. */
export function tableConstraint(tokens: readonly Token[]): RedshiftError | null {
  const rest = isWord(tokens[0], 'constraint') ? tokens.slice(2) : tokens;
  if (isWord(rest[0], 'check')) return notSupported('CHECK constraint is not supported');
  if (isWord(rest[0], 'exclude')) return notSupported('EXCLUDE constraint is not supported');
  const isKey =
    wordsAt(rest, 0, 'primary', 'key') || wordsAt(rest, 0, 'foreign', 'key') || isWord(rest[0], 'unique');
  return isKey ? null : syntaxError(rest[0]?.value ?? ')');
}

const distributionStyles = ['even', 'key', 'all', 'auto'];

// BACKUP, DISTSTYLE, DISTKEY, SORTKEY and ENCODE AUTO, in any order; source: "CREATE TABLE".
function readTableAttributes(
  source: string,
  tokens: readonly Token[],
  columns: readonly string[] | null,
): RedshiftError | null {
  for (let at = 0; at < tokens.length;) {
    const isCompound = isWord(tokens[at], 'compound', 'interleaved') && isWord(tokens[at + 1], 'sortkey');
    if (isCompound) at += 1;
    const isPlain =
      (isWord(tokens[at], 'backup') && isWord(tokens[at + 1], 'yes', 'no')) ||
      (isWord(tokens[at], 'diststyle') && isWord(tokens[at + 1], ...distributionStyles)) ||
      wordsAt(tokens, at, 'encode', 'auto') ||
      wordsAt(tokens, at, 'sortkey', 'auto');
    if (isPlain) {
      at += 2;
    } else if (isWord(tokens[at], 'distkey', 'sortkey') && isMark(tokens[at + 1], '(')) {
      const close = closingOf(tokens, at + 1);
      const keys = splitAtCommas(tokens.slice(at + 2, close));
      const missing = keys.find(([key]) => columns && !columns.includes(key ? nameOf(key) : ''));
      if (missing)
        return { code: '42703', message: `column "${missing[0]?.value ?? ''}" named in key does not exist` };
      at = close + 1;
    } else {
      return syntaxError(near(source, tokens[at]));
    }
  }
  return null;
}
