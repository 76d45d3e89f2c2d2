import { type Token, tokenize } from './tokens.ts';

/** One statement: the text it stands in, and its tokens without the semicolon. */
export interface Statement {
  source: string;
  tokens: Token[];
}

/** A part of the text, and what stands there instead. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

/** The statements of a text; none for an empty one. @throws UnfinishedSql */
export function splitStatements(source: string): Statement[] {
  const statements: Statement[] = [];
  let tokens: Token[] = [];
  for (const token of tokenize(source)) {
    if (!isMark(token, ';')) tokens.push(token);
    else if (tokens.length > 0) {
      statements.push({ source, tokens });
      tokens = [];
    }
  }
  if (tokens.length > 0) statements.push({ source, tokens });
  return statements;
}

/** Whether a token is one of these words; a quoted name is none. */
export function isWord(token: Token | undefined, ...words: string[]): boolean {
  return token?.kind === 'word' && words.includes(token.value);
}

export function isMark(token: Token | undefined, mark: string): boolean {
  return token?.kind === 'mark' && token.value === mark;
}

export function isName(token: Token | undefined): boolean {
  return token?.kind === 'word' || token?.kind === 'quoted';
}

/** Whether these words follow each other from `at` on. */
export function wordsAt(tokens: readonly Token[], at: number, ...words: string[]): boolean {
  return words.every((word, n) => isWord(tokens[at + n], word));
}

/** Where these words first follow each other; -1 if nowhere. */
export function findWords(tokens: readonly Token[], ...words: string[]): number {
  return tokens.findIndex((_, at) => wordsAt(tokens, at, ...words));
}

/** The text of a token as it was written. */
export function textOf(source: string, token: Token): string {
  return source.slice(token.start, token.end);
}

/** What a syntax error is near to: a token, or the end of the statement. */
export function near(source: string, token: Token | undefined): string {
  return token ? textOf(source, token) : ';';
}

/** Index of the parenthesis that closes the one at `open`; the number of tokens if none does. */
export function closingOf(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at += 1) {
    if (isMark(tokens[at], '(')) depth += 1;
    if (isMark(tokens[at], ')')) depth -= 1;
    if (depth === 0) return at;
  }
  return tokens.length;
}

/** The tokens between commas that stand in no parentheses. */
export function splitAtCommas(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (isMark(token, '(')) depth += 1;
    if (isMark(token, ')')) depth -= 1;
    if (depth === 0 && isMark(token, ',')) parts.push([]);
    else parts.at(-1)!.push(token);
  }
  return parts;
}

/** The tokens as SQL again, comments left out. */
export function toSql(source: string, tokens: readonly Token[]): string {
  return tokens.map((token) => (token.kind === 'quoted' ? folded(token) : textOf(source, token))).join(' ');
}

/** A statement's own text with edits, which do not overlap. */
export function render({ source, tokens }: Statement, edits: readonly Edit[]): string {
  let sql = '';
  let at = tokens[0]!.start;
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    sql += source.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return sql + source.slice(at, tokens.at(-1)!.end);
}

/** Redshift folds quoted names as well, unless enable_case_sensitive_identifier is on ("Names and identifiers"). */
export function foldQuoted(tokens: readonly Token[]): Edit[] {
  return tokens
    .filter((token) => token.kind === 'quoted' && /[A-Z]/.test(token.value))
    .map((token) => ({ start: token.start, end: token.end, text: folded(token) }));
}

/** A name as an SQL identifier of PostgreSQL. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A name's value as Redshift keeps it: in lower case, quoted or not. */
export function nameOf(token: Token): string {
  return token.value.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function folded(token: Token): string {
  return identifier(nameOf(token));
}
