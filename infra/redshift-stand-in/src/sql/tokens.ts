/** What a piece of SQL is. Comments and blanks are no tokens. */
export type TokenKind = 'word' | 'quoted' | 'string' | 'number' | 'parameter' | 'operator' | 'mark';

/** A piece of SQL, and where it stands in the text. */
export interface Token {
  kind: TokenKind;
  /** A word in lower case, a quoted name or a string without its quotes, all else as it stands. */
  value: string;
  start: number;
  end: number;
}

/** SQL that does not end: an open quote or comment. */
export class UnfinishedSql extends Error {
  override name = 'UnfinishedSql';
}

const patterns: [TokenKind | null, RegExp][] = [
  [null, /\s+|--[^\n]*/y],
  ['word', /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y],
  ['number', /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y],
  ['parameter', /\$\d+/y],
  ['mark', /::|[()[\],;.:]/y],
  ['operator', /[-+*/<>=~!@#%^&|`?]+/y],
];

/** Takes SQL apart, so that no value and no comment is ever taken for a word. @throws UnfinishedSql */
export function tokenize(sql: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < sql.length;) {
    const token = enclosed(sql, at) ?? plain(sql, at);
    if (token.kind !== null) tokens.push(token as Token);
    at = token.end;
  }
  return tokens;
}

type Piece = Omit<Token, 'kind'> & { kind: TokenKind | null };

function plain(sql: string, start: number): Piece {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = start;
    const found = pattern.exec(sql)?.[0];
    if (found === undefined) continue;
    const text = kind === 'operator' ? beforeComment(found) : found;
    if (text === '') continue;
    const value = kind === 'word' ? text.toLowerCase() : text;
    return { kind, value, start, end: start + text.length };
  }
  return { kind: 'operator', value: sql[start]!, start, end: start + 1 };
}

// An operator ends where a comment begins: `a+--b`.
function beforeComment(operator: string): string {
  const comment = /--|\/\*/.exec(operator);
  return comment ? operator.slice(0, comment.index) : operator;
}

function enclosed(sql: string, start: number): Piece | null {
  if (sql.startsWith('/*', start)) return { kind: null, value: '', start, end: endOfComment(sql, start) };
  if (sql[start] === '"') return quoted(sql, start);
  const prefix = /(?:[EeNnBbXx]|[Uu]&)?'/y;
  prefix.lastIndex = start;
  const opening = prefix.exec(sql)?.[0];
  if (opening !== undefined) return stringLiteral(sql, start, start + opening.length);
  return dollarQuoted(sql, start);
}

// Comments nest.
function endOfComment(sql: string, start: number): number {
  const border = /\/\*|\*\//g;
  border.lastIndex = start;
  for (let depth = 0, found = border.exec(sql); found; found = border.exec(sql)) {
    depth += found[0] === '/*' ? 1 : -1;
    if (depth === 0) return border.lastIndex;
  }
  throw new UnfinishedSql('unterminated /* comment');
}

function quoted(sql: string, start: number): Piece {
  const pattern = /"((?:[^"]|"")*)"/y;
  pattern.lastIndex = start;
  const found = pattern.exec(sql);
  if (!found) throw new UnfinishedSql('unterminated quoted identifier');
  return { kind: 'quoted', value: found[1]!.replaceAll('""', '"'), start, end: pattern.lastIndex };
}

// Redshift is of PostgreSQL 8.0: a backslash escapes in every literal, with or without the E before it.
function stringLiteral(sql: string, start: number, from: number): Piece {
  const pattern = /((?:[^'\\]|''|\\[^])*)'/y;
  pattern.lastIndex = from;
  const found = pattern.exec(sql);
  if (!found) throw new UnfinishedSql('unterminated quoted string');
  const value = found[1]!.replaceAll(/''|\\([^])/g, (_, escaped: string | undefined) => escaped ?? "'");
  return { kind: 'string', value, start, end: pattern.lastIndex };
}

function dollarQuoted(sql: string, start: number): Piece | null {
  const tag = /\$(?:[A-Za-z_]\w*)?\$/y;
  tag.lastIndex = start;
  const opening = tag.exec(sql)?.[0];
  if (opening === undefined) return null;
  const from = start + opening.length;
  const closing = sql.indexOf(opening, from);
  if (closing < 0) throw new UnfinishedSql('unterminated dollar-quoted string');
  return { kind: 'string', value: sql.slice(from, closing), start, end: closing + opening.length };
}
