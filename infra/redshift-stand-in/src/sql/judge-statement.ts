import { judgeCopy } from '../copy/parse-copy.ts';
import { notImitated, notSupported, syntaxError } from '../redshift-error.ts';
import { judgeAlterTable } from './alter-table.ts';
import { judgeCreateTable, readName } from './create-table.ts';
import {
  judgeLock,
  judgeReset,
  judgeSet,
  judgeShow,
  judgeTransaction,
  judgeVacuum,
  judgeAnalyze,
  judgeAlterUser,
} from './judge-commands.ts';
import { refusalOf } from './query-rules.ts';
import {
  type Edit,
  findWords,
  foldQuoted,
  isMark,
  isWord,
  render,
  type Statement,
  textOf,
  wordsAt,
} from './statement.ts';
import { forward, outsideTransaction, refuse, type Verdict } from './verdict.ts';

type Judge = (statement: Statement) => Verdict;

/** What becomes of a statement on Redshift. */
export function judgeStatement(statement: Statement): Verdict {
  const { source, tokens } = statement;
  const first = tokens[0]!;
  const judge = isMark(first, '(') ? judgeQuery : first.kind === 'word' && judges.get(first.value);
  return judge ? judge(statement) : refuse(syntaxError(textOf(source, first)));
}

// Any other first word is a syntax error.
const judges = new Map<string, Judge>([
  ...['select', 'with', 'insert', 'update', 'delete', 'explain'].map((word) => [word, judgeQuery] as const),
  ...['close', 'grant', 'revoke', 'comment', 'execute', 'deallocate'].map((word) => [word, asItIs] as const),
  ...['begin', 'start', 'commit', 'end', 'rollback', 'abort'].map(
    (word) => [word, judgeTransaction] as const,
  ),
  ...['merge', 'unload', 'call', 'refresh', 'use', 'cancel', 'discard'].map(
    (word) => [word, () => refuse(notImitated(word.toUpperCase()))] as const,
  ),
  // "SQL commands" of the documentation lists none of these.
  ...['savepoint', 'release', 'listen', 'unlisten', 'notify', 'cluster', 'reindex', 'checkpoint', 'do'].map(
    (word) => [word, noSuchCommand] as const,
  ),
  ['prepare', judgePrepare],
  ['declare', judgeDeclare],
  ['fetch', judgeFetch],
  ['set', judgeSet],
  ['reset', judgeReset],
  ['show', judgeShow],
  ['lock', judgeLock],
  ['analyze', judgeAnalyze],
  ['analyse', judgeAnalyze],
  ['vacuum', judgeVacuum],
  ['truncate', judgeTruncate],
  ['copy', judgeCopy],
  ['create', judgeCreate],
  ['alter', judgeAlter],
  ['drop', judgeDrop],
]);

function noSuchCommand({ source, tokens }: Statement): Verdict {
  const text = source.slice(tokens[0]!.start, tokens.at(-1)!.end);
  return refuse(notSupported(`SQL command "${text}" not supported.`));
}

function asItIs(statement: Statement): Verdict {
  return forward(render(statement, foldQuoted(statement.tokens)));
}

// PREPARE name [(types)] AS query.
function judgePrepare(statement: Statement): Verdict {
  const at = findWords(statement.tokens, 'as');
  const error = at < 0 ? syntaxError('prepare') : refusalOf(statement.tokens.slice(at + 1));
  return error ? refuse(error) : asItIs(statement);
}

// "DECLARE": name CURSOR FOR query, without SCROLL and HOLD.
function judgeDeclare(statement: Statement): Verdict {
  const { source, tokens } = statement;
  if (!wordsAt(tokens, 2, 'cursor', 'for'))
    return refuse(syntaxError(textOf(source, tokens[2] ?? tokens[0]!)));
  const error = refusalOf(tokens.slice(4));
  return error ? refuse(error) : asItIs(statement);
}

// "FETCH": NEXT, ALL, FORWARD [n | ALL]; cursors only go forward.
function judgeFetch(statement: Statement): Verdict {
  const { source, tokens } = statement;
  const isForward = isWord(tokens[1], 'next', 'all', 'forward');
  if (!isForward || findWords(tokens, 'from') < 0)
    return refuse(syntaxError(textOf(source, tokens[1] ?? tokens[0]!)));
  return asItIs(statement);
}

function judgeQuery(statement: Statement): Verdict {
  const { tokens } = statement;
  const error = refusalOf(tokens);
  if (error) return refuse(error);
  if (isWord(tokens[0], 'insert') && isWord(tokens[1], 'overwrite')) return refuse(syntaxError('overwrite'));
  const edits = [...foldQuoted(tokens), ...ownVersion(statement)];
  const sql = render(statement, edits);
  const asksForCopy = tokens.some(
    (token, at) => isWord(token, 'pg_last_copy_count', 'pg_last_copy_id') && isMark(tokens[at + 1], '('),
  );
  return asksForCopy ? { kind: 'forward-after-copy-state', sql } : forward(sql);
}

// PostgreSQL's version() says that it is PostgreSQL.
function ownVersion({ tokens }: Statement): Edit[] {
  return tokens.flatMap((token, at) =>
    isWord(token, 'version') && isMark(tokens[at + 1], '(') && !isMark(tokens[at - 1], '.')
      ? [{ start: token.start, end: token.start, text: 'redshift_stand_in.' }]
      : [],
  );
}

// On Redshift it commits the transaction it stands in. Nobody should count on that, so it is refused there.
function judgeTruncate(statement: Statement): Verdict {
  const { source, tokens } = statement;
  const name = readName(tokens, isWord(tokens[1], 'table') ? 2 : 1);
  const rest = tokens[name?.next ?? 1]; // one table, and nothing behind it
  if (name === null || rest) return refuse(syntaxError(textOf(source, rest ?? tokens[0]!)));
  return outsideTransaction('TRUNCATE (on Redshift it would commit the transaction)', asItIs(statement));
}

function judgeCreate(statement: Statement): Verdict {
  const { tokens } = statement;
  const [, second] = tokens;
  if (isWord(second, 'table', 'temp', 'temporary', 'local')) return judgeCreateTable(statement);
  if (isWord(second, 'schema')) return asItIs(statement);
  if (isWord(second, 'view') || wordsAt(tokens, 1, 'or', 'replace', 'view')) return judgeView(statement);
  if (isWord(second, 'user', 'group')) return asItIs(statement);
  if (isWord(second, 'database')) return outsideTransaction('CREATE DATABASE', asItIs(statement));
  if (isWord(second, ...imitatedByNone)) return refuse(notImitated(`CREATE ${second!.value.toUpperCase()}`));
  return noSuchCommand(statement);
}

const imitatedByNone = [
  'external',
  'function',
  'procedure',
  'materialized',
  'model',
  'library',
  'datashare',
  'role',
];

function judgeView(statement: Statement): Verdict {
  const error = refusalOf(statement.tokens);
  if (error) return refuse(error);
  const isUnbound = statement.tokens.slice(-4);
  if (wordsAt(isUnbound, 0, 'with', 'no', 'schema', 'binding'))
    return refuse(notImitated('WITH NO SCHEMA BINDING'));
  return asItIs(statement);
}

function judgeAlter(statement: Statement): Verdict {
  const { tokens } = statement;
  if (isWord(tokens[1], 'table')) return judgeAlterTable(statement);
  if (isWord(tokens[1], 'user')) return judgeAlterUser(statement);
  if (isWord(tokens[1], 'schema', 'database', 'group')) return asItIs(statement);
  return noSuchCommand(statement);
}

const droppable = ['table', 'view', 'schema', 'user', 'group', 'database'];

function judgeDrop(statement: Statement): Verdict {
  const { tokens } = statement;
  if (!isWord(tokens[1], ...droppable)) return noSuchCommand(statement);
  const verdict = asItIs(statement);
  return isWord(tokens[1], 'database') ? outsideTransaction('DROP DATABASE', verdict) : verdict;
}
