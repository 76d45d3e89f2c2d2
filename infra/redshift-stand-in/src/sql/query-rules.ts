import { notImitated, notSupported, type RedshiftError, syntaxError } from '../redshift-error.ts';
import { isOfLeader, isOfSystem, namedTables } from './named-tables.ts';
import { leaderFunctions, leaderWords, missingFunctions } from './missing-functions.ts';
import { closingOf, findWords, isMark, isWord, wordsAt } from './statement.ts';
import type { Token } from './tokens.ts';

/** Something that PostgreSQL allows in a query and Redshift does not. */
export interface QueryRule {
  name: string;
  /** Documentation page of Redshift, or public thread. */
  source: string;
  refuses(tokens: readonly Token[]): RedshiftError | null;
}

const unsupportedFeatures = 'documentation, "Unsupported PostgreSQL features"';

/** Refuses where these words follow each other. */
function words(name: string, source: string, phrase: string, near: string): QueryRule {
  const sequence = phrase.split(' ');
  return {
    name,
    source,
    refuses: (tokens) => (findWords(tokens, ...sequence) < 0 ? null : syntaxError(near)),
  };
}

function isCall(tokens: readonly Token[], at: number): boolean {
  return (
    isWord(tokens[at], tokens[at]?.value ?? '') && isMark(tokens[at + 1], '(') && !isMark(tokens[at - 1], '.')
  );
}

export const queryRules = [
  words('no ON CONFLICT', 'documentation, "INSERT": the clause is not in its syntax', 'on conflict', 'on'),
  {
    name: 'no RETURNING',
    source: 'documentation, "INSERT", "UPDATE", "DELETE": the clause is not in their syntax',
    refuses: (tokens) => {
      const isChange = tokens.some((token) => isWord(token, 'insert', 'update', 'delete'));
      return isChange && findWords(tokens, 'returning') >= 0 ? syntaxError('returning') : null;
    },
  },
  {
    name: 'no row locks',
    source: 'documentation, "SELECT": FOR UPDATE and FOR SHARE are not in its syntax',
    refuses: (tokens) => {
      const at = tokens.findIndex((token, n) => isWord(token, 'for') && isLock(tokens, n + 1));
      return at < 0 ? null : notSupported('SELECT FOR UPDATE/SHARE is not supported');
    },
  },
  {
    name: 'no FILTER',
    source: 'documentation, "Aggregate functions": the clause is not in their syntax',
    refuses: (tokens) => {
      const at = tokens.findIndex((token, n) => isWord(token, 'filter') && isMark(tokens[n + 1], '('));
      return at > 0 && isMark(tokens[at - 1], ')') && isWord(tokens[at + 2], 'where')
        ? syntaxError('(')
        : null;
    },
  },
  {
    name: 'no VALUES list as a table',
    source: unsupportedFeatures,
    refuses: (tokens) => {
      const lists = tokens.flatMap((token, at) =>
        isWord(token, 'values') && isMark(tokens[at + 1], '(') ? [at] : [],
      );
      return lists.every((at) => isInsertsOwn(tokens, at)) ? null : syntaxError('values');
    },
  },
  words('no LATERAL', 'documentation, "FROM clause": the word is not in its syntax', 'lateral', 'lateral'),
  {
    name: 'no DISTINCT ON',
    source: 'documentation, "SELECT list": DISTINCT stands alone; said so by the server',
    refuses: (tokens) =>
      tokens.some((_, at) => wordsAt(tokens, at, 'distinct', 'on') && isMark(tokens[at + 2], '('))
        ? notSupported('SELECT DISTINCT ON is not supported')
        : null,
  },
  {
    name: 'no IS DISTINCT FROM',
    source: 'documentation, "Unsupported PostgreSQL functions"',
    refuses: (tokens) => (findWords(tokens, 'distinct', 'from') < 0 ? null : syntaxError('distinct')),
  },
  {
    name: 'no arrays',
    source: unsupportedFeatures,
    refuses: (tokens) => {
      const isSet = tokens.some(
        (token, at) =>
          isWord(token, 'any', 'all', 'some') &&
          isMark(tokens[at + 1], '(') &&
          !isWord(tokens[at + 2], 'select', 'with'),
      );
      return isSet || tokens.some((token) => isMark(token, '['))
        ? notSupported('Arrays are not supported')
        : null;
    },
  },
  {
    name: 'no operators of JSON, arrays and ranges',
    source: 'documentation, "Unsupported PostgreSQL data types"',
    refuses: (tokens) => {
      const found = tokens.find((token) => token.kind === 'operator' && missingOperators.has(token.value));
      return found ? { code: '42883', message: `operator does not exist: ${found.value}` } : null;
    },
  },
  {
    name: 'no casts to types that are missing',
    source: 'documentation, "Unsupported PostgreSQL data types"',
    refuses: (tokens) => {
      const found = tokens.find(
        (token, at) =>
          isWord(token, ...missingTypes) &&
          (isMark(tokens[at - 1], '::') || (isWord(tokens[at - 1], 'as') && isMark(tokens[at + 1], ')'))),
      );
      return found ? { code: '42704', message: `type "${found.value}" does not exist` } : null;
    },
  },
  {
    name: 'no functions that are missing',
    source: 'documentation, "Unsupported PostgreSQL functions"; mattes/migrate issue 208',
    refuses: (tokens) => {
      const at = tokens.findIndex((token, n) => isCall(tokens, n) && missingFunctions.has(token.value));
      return at < 0 ? null : missingFunction(tokens, at);
    },
  },
  {
    name: 'nothing of the leader node together with a user’s table',
    source: 'documentation, "SQL functions supported on the leader node"',
    refuses: (tokens) => {
      const tables = namedTables(tokens);
      const ofLeader =
        tables.some(isOfLeader) ||
        tokens.some(
          (token, at) =>
            isWord(token, ...leaderWords) || (isCall(tokens, at) && leaderFunctions.has(token.value)),
        );
      return ofLeader && tables.some((table) => !isOfLeader(table) && !isOfSystem(table))
        ? notSupported(
            'Specified types or functions (one per INFO message) not supported on Redshift tables.',
          )
        : null;
    },
  },
  {
    name: 'no data-changing WITH',
    source: 'documentation, "WITH clause": its subqueries are SELECTs',
    refuses: (tokens) => {
      const found = tokens.find(
        (token, at) => isMark(tokens[at - 1], '(') && isWord(token, 'insert', 'update', 'delete', 'merge'),
      );
      return found ? syntaxError(found.value) : null;
    },
  },
  {
    name: 'no MATERIALIZED, TABLESAMPLE, ORDINALITY, FETCH FIRST, EXPLAIN ANALYZE or EXPLAIN ( … )',
    source: 'not in the syntax that the documentation gives',
    refuses: (tokens) => {
      const at = tokens.findIndex(
        (token, n) =>
          (isWord(token, 'materialized') && isWord(tokens[n - 1], 'as')) ||
          isWord(token, 'tablesample', 'ordinality') ||
          (isWord(token, 'fetch') && isWord(tokens[n + 1], 'first', 'next')) ||
          (isWord(token, 'explain') && isMark(tokens[n + 1], '(')) ||
          (isWord(token, 'explain') && isWord(tokens[n + 1], 'analyze', 'analyse')),
      );
      return at < 0 ? null : syntaxError(tokens[at]!.value);
    },
  },
  {
    name: 'no PIVOT, UNPIVOT, QUALIFY, TOP, EXCLUDE, which PostgreSQL lacks',
    source: 'this stand-in',
    refuses: (tokens) => {
      const at = tokens.findIndex(
        (token, n) =>
          (isWord(token, 'pivot', 'unpivot') && isMark(tokens[n + 1], '(')) ||
          (isWord(token, 'top') && isWord(tokens[n - 1], 'select') && tokens[n + 1]?.kind === 'number'),
      );
      return at < 0 ? null : notImitated(tokens[at]!.value.toUpperCase());
    },
  },
] satisfies QueryRule[];

/** The first rule that a query breaks. */
export function refusalOf(tokens: readonly Token[]): RedshiftError | null {
  for (const rule of queryRules) {
    const error = rule.refuses(tokens);
    if (error) return error;
  }
  return null;
}

const missingOperators = new Set(['->', '->>', '#>', '#>>', '@>', '<@', '&&', '?|', '?&', '@?', '@@', '-|-']);

/** Types of PostgreSQL that are no type of Redshift. */
export const missingTypes: readonly string[] = [
  ...['json', 'jsonb', 'uuid', 'bytea', 'xml', 'money', 'inet', 'cidr', 'macaddr', 'bit', 'varbit', 'point'],
  ...['line', 'lseg', 'box', 'path', 'polygon', 'circle', 'tsvector', 'tsquery', 'int4range', 'int8range'],
  ...['numrange', 'tsrange', 'tstzrange', 'daterange', 'hstore', 'serial', 'bigserial', 'smallserial'],
  ...['serial4', 'serial8'],
];

function isLock(tokens: readonly Token[], at: number): boolean {
  return (
    isWord(tokens[at], 'update', 'share') ||
    wordsAt(tokens, at, 'no', 'key') ||
    wordsAt(tokens, at, 'key', 'share')
  );
}

// INSERT INTO t [(columns)] VALUES (…), …
function isInsertsOwn(tokens: readonly Token[], at: number): boolean {
  const insert = findWords(tokens, 'insert', 'into');
  if (insert < 0 || insert > at) return false;
  let next = insert + 3;
  while (isMark(tokens[next], '.')) next += 2;
  if (isMark(tokens[next], '(')) next = closingOf(tokens, next) + 1;
  return next === at;
}

function missingFunction(tokens: readonly Token[], at: number): RedshiftError {
  const hasArguments = !isMark(tokens[at + 2], ')');
  const type = tokens[at + 2]?.kind === 'number' ? 'integer' : '"unknown"';
  return {
    code: '42883',
    message: `function ${tokens[at]!.value}(${hasArguments ? type : ''}) does not exist`,
  };
}
