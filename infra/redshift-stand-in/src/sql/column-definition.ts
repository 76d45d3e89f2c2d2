import { createHash } from 'node:crypto';
import { notImitated, notSupported, type RedshiftError, syntaxError } from '../redshift-error.ts';
import { readColumnType } from './column-types.ts';
import { reservedWords } from './reserved-words.ts';
import { closingOf, identifier, isMark, isName, isWord, nameOf, toSql, wordsAt } from './statement.ts';
import type { Token } from './tokens.ts';

/** A column for PostgreSQL: what Redshift only writes down (keys, encodings) is left out. */
export interface ColumnDefinition {
  name: string;
  sql: string;
  isNotNull: boolean;
  hasDefault: boolean;
}

const attributeWords = [
  'default',
  'not',
  'null',
  'unique',
  'primary',
  'references',
  'encode',
  'distkey',
  'sortkey',
];
const refusedWords = ['check', 'constraint', 'generated', 'identity', 'collate', 'storage', 'compression'];

/** Reads `name type [attributes]`. `table` is for errors. */
export function readColumn(
  source: string,
  tokens: readonly Token[],
  table: string,
): ColumnDefinition | RedshiftError {
  const [first] = tokens;
  if (!isName(first)) return syntaxError(first?.value ?? ')');
  if (first!.kind === 'word' && reservedWords.has(first!.value)) return syntaxError(first!.value);
  const name = nameOf(first!);
  const type = readColumnType(tokens.slice(1), `${table}.${name}`);
  if ('code' in type) return type;
  const attributes = readAttributes(source, tokens.slice(1 + type.size));
  if ('code' in attributes) return attributes;
  const bytes = type.varcharBytes === null ? '' : ` ${byteLimit(name, type.varcharBytes)}`;
  return {
    name,
    sql: `${identifier(name)} ${type.sql}${attributes.sql}${bytes}`,
    isNotNull: attributes.isNotNull,
    hasDefault: attributes.hasDefault,
  };
}

/** PostgreSQL counts characters where Redshift counts bytes: a check of its own ("Character types"). */
export function byteLimit(column: string, bytes: number): string {
  return `CONSTRAINT ${byteLimitName(column, bytes)} CHECK (octet_length(${identifier(column)}) <= ${bytes})`;
}

export function byteLimitName(column: string, bytes: number): string {
  return `redshift_bytes_${bytes}_${createHash('sha256').update(column).digest('hex').slice(0, 12)}`;
}

/** How many bytes a column holds, by the name of the check that was broken; null for any other name. */
export function brokenByteLimit(constraint: string): number | null {
  const found = /^redshift_bytes_(\d+)_/.exec(constraint);
  return found ? Number(found[1]) : null;
}

interface Attributes {
  sql: string;
  isNotNull: boolean;
  hasDefault: boolean;
}

function readAttributes(source: string, tokens: readonly Token[]): Attributes | RedshiftError {
  const attributes: Attributes = { sql: '', isNotNull: false, hasDefault: false };
  for (let at = 0; at < tokens.length;) {
    const token = tokens[at]!;
    if (isWord(token, 'check')) return notSupported('CHECK constraint is not supported');
    if (isWord(token, 'identity', 'generated')) return notImitated('IDENTITY columns');
    if (isWord(token, 'collate')) return notImitated('COLLATE');
    if (!isWord(token, ...attributeWords)) return syntaxError(token.value);
    if (isWord(token, 'default')) {
      const end = endOfDefault(tokens, at + 1);
      attributes.sql += ` DEFAULT ${toSql(source, tokens.slice(at + 1, end))}`;
      attributes.hasDefault = true;
      at = end;
    } else if (wordsAt(tokens, at, 'not', 'null')) {
      attributes.sql += ' NOT NULL';
      attributes.isNotNull = true;
      at += 2;
    } else {
      const end = endOfAttribute(tokens, at);
      if (end === null) return syntaxError(tokens[at + 1]?.value ?? token.value);
      at = end;
      // The planner of Redshift takes a primary key's columns for NOT NULL, and so does the table.
      if (isWord(token, 'primary')) attributes.sql += ' NOT NULL';
    }
  }
  return attributes;
}

// Attributes that PostgreSQL is not told of.
function endOfAttribute(tokens: readonly Token[], at: number): number | null {
  if (isWord(tokens[at], 'null', 'unique', 'distkey', 'sortkey')) return at + 1;
  if (wordsAt(tokens, at, 'primary', 'key')) return at + 2;
  if (isWord(tokens[at], 'encode')) return isName(tokens[at + 1]) ? at + 2 : null;
  if (isWord(tokens[at], 'references')) return endOfReference(tokens, at);
  return null;
}

/** Where REFERENCES table [(columns)] ends; null when it is none. */
export function endOfReference(tokens: readonly Token[], at: number): number | null {
  if (!isName(tokens[at + 1])) return null;
  let end = at + 2;
  while (isMark(tokens[end], '.')) end += 2;
  return isMark(tokens[end], '(') ? closingOf(tokens, end) + 1 : end;
}

function endOfDefault(tokens: readonly Token[], from: number): number {
  let at = from;
  do {
    at = isMark(tokens[at], '(') ? closingOf(tokens, at) + 1 : at + 1;
  } while (at < tokens.length && !isWord(tokens[at], ...attributeWords, ...refusedWords));
  return at;
}
