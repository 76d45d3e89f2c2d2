import { notImitated, notSupported, syntaxError } from '../redshift-error.ts';
import { readName } from './create-table.ts';
import { keptName, settingKind, unknownSetting } from './settings.ts';
import {
  closingOf,
  foldQuoted,
  isMark,
  isName,
  isWord,
  nameOf,
  near,
  render,
  type Statement,
  toSql,
  wordsAt,
} from './statement.ts';
import { forward, outsideTransaction, refuse, type Verdict } from './verdict.ts';

/** BEGIN and its like. The isolation is the database's: a level is read and has no effect ("BEGIN"). */
export function judgeTransaction({ source, tokens }: Statement): Verdict {
  const command = tokens[0]!.value;
  let at = isWord(tokens[1], 'work', 'transaction') ? 2 : 1;
  if (command === 'start' && at === 1) return refuse(syntaxError(near(source, tokens[1])));
  if (!['begin', 'start'].includes(command)) {
    if (isWord(tokens[at], 'to'))
      return refuse(notSupported(`SQL command "${source.trim()}" not supported.`));
    return at < tokens.length
      ? refuse(syntaxError(near(source, tokens[at])))
      : forward(command.toUpperCase());
  }
  let mode = '';
  while (at < tokens.length) {
    if (isMark(tokens[at], ',')) at += 1;
    const level = levels.find((words) => wordsAt(tokens, at, 'isolation', 'level', ...words.split(' ')));
    if (level !== undefined) {
      at += 2 + level.split(' ').length;
    } else if (isWord(tokens[at], 'read') && isWord(tokens[at + 1], 'write', 'only')) {
      mode = ` READ ${tokens[at + 1]!.value.toUpperCase()}`;
      at += 2;
    } else {
      return refuse(syntaxError(near(source, tokens[at])));
    }
  }
  return forward(`BEGIN${mode}`);
}

const levels = ['serializable', 'read committed', 'read uncommitted', 'repeatable read'];

/** SET [SESSION | LOCAL] name { TO | = } value, for settings that Redshift has. */
export function judgeSet(statement: Statement): Verdict {
  const { source, tokens } = statement;
  const at = isWord(tokens[1], 'session', 'local') ? 2 : 1;
  if (wordsAt(tokens, at, 'session', 'authorization'))
    return refuse(notImitated('SET SESSION AUTHORIZATION'));
  const isZone = wordsAt(tokens, at, 'time', 'zone');
  if (isZone) return forward(render(statement, []));
  if (!isName(tokens[at])) return refuse(syntaxError(near(source, tokens[at])));
  const name = nameOf(tokens[at]!);
  const isAssigned = isWord(tokens[at + 1], 'to') || tokens[at + 1]?.value === '=';
  if (!isAssigned && !isMark(tokens[at + 1], '.')) return refuse(syntaxError(near(source, tokens[at + 1])));
  if (isMark(tokens[at + 1], '.')) return forward(render(statement, [])); // a variable of the user's own
  if (name === 'enable_case_sensitive_identifier') return refuse(notImitated(`SET ${name}`));
  const kind = settingKind(name);
  if (kind === null) return refuse(unknownSetting(name));
  const edits =
    kind === 'kept' ? [{ start: tokens[at]!.start, end: tokens[at]!.end, text: keptName(name) }] : [];
  return forward(render(statement, edits));
}

/** RESET name or ALL. */
export function judgeReset(statement: Statement): Verdict {
  const { source, tokens } = statement;
  const token = tokens[1];
  if (isWord(token, 'all')) return forward('RESET ALL');
  if (!isName(token)) return refuse(syntaxError(near(source, token)));
  const kind = settingKind(nameOf(token!));
  if (kind === null) return refuse(unknownSetting(nameOf(token!)));
  return forward(`RESET ${kind === 'kept' ? keptName(nameOf(token!)) : nameOf(token!)}`);
}

/** SHOW name, for settings that Redshift has. */
export function judgeShow(statement: Statement): Verdict {
  const { source, tokens } = statement;
  const token = tokens[1];
  if (!isName(token)) return refuse(syntaxError(near(source, token)));
  if (isWord(token, ...shownByRedshiftOnly)) return refuse(notImitated(`SHOW ${token!.value.toUpperCase()}`));
  if (wordsAt(tokens, 1, 'time', 'zone') || isWord(token, ...shownOnly))
    return forward(render(statement, []));
  const name = nameOf(token!);
  const kind = settingKind(name);
  if (kind === null) return refuse(unknownSetting(name));
  const edits = kind === 'kept' ? [{ start: token!.start, end: token!.end, text: keptName(name) }] : [];
  return forward(render(statement, edits));
}

const shownByRedshiftOnly = [
  'table',
  'tables',
  'columns',
  'schemas',
  'databases',
  'view',
  'procedure',
  'grants',
  'model',
];
const shownOnly = ['server_version', 'server_encoding', 'transaction_isolation', 'is_superuser'];

/** LOCK [TABLE] name [, …]: always exclusive, there are no modes ("LOCK"). */
export function judgeLock(statement: Statement): Verdict {
  const { source, tokens } = statement;
  for (let at = isWord(tokens[1], 'table') ? 2 : 1; ; at += 1) {
    const name = readName(tokens, at);
    if (name === null) return refuse(syntaxError(near(source, tokens[at])));
    at = name.next;
    if (at === tokens.length) return forward(render(statement, foldQuoted(tokens)));
    if (!isMark(tokens[at], ',')) return refuse(syntaxError(near(source, tokens[at])));
  }
}

/** ANALYZE [VERBOSE] [table [(columns)]] [PREDICATE COLUMNS | ALL COLUMNS]. */
export function judgeAnalyze({ source, tokens }: Statement): Verdict {
  let at = isWord(tokens[1], 'verbose') ? 2 : 1;
  if (isWord(tokens[at], 'compression')) return refuse(notImitated('ANALYZE COMPRESSION'));
  const name = readName(tokens, at);
  if (name === null)
    return at === tokens.length ? forward('ANALYZE') : refuse(syntaxError(near(source, tokens[at])));
  at = name.next;
  const close = isMark(tokens[at], '(') ? closingOf(tokens, at) + 1 : at;
  const columns = toSql(source, tokens.slice(at, close));
  const rest = tokens.slice(close);
  const isKnown =
    rest.length === 0 ||
    (rest.length === 2 && isWord(rest[0], 'predicate', 'all') && isWord(rest[1], 'columns'));
  return isKnown ? forward(`ANALYZE ${name.sql} ${columns}`) : refuse(syntaxError(near(source, rest[0])));
}

/** VACUUM [FULL | SORT ONLY | DELETE ONLY | REINDEX | RECLUSTER] [table] [TO n PERCENT] [BOOST]. */
export function judgeVacuum({ source, tokens }: Statement): Verdict {
  let at = 1;
  if (isWord(tokens[at], 'sort', 'delete') && isWord(tokens[at + 1], 'only')) at += 2;
  else if (isWord(tokens[at], 'full', 'reindex', 'recluster')) at += 1;
  const name = readName(tokens, at);
  at = name?.next ?? at;
  if (isWord(tokens[at], 'to') && isWord(tokens[at + 2], 'percent')) at += 3;
  if (isWord(tokens[at], 'boost')) at += 1;
  if (at < tokens.length) return refuse(syntaxError(near(source, tokens[at])));
  return outsideTransaction('VACUUM', forward(`VACUUM ${name?.sql ?? ''}`));
}

/** ALTER USER name SESSION TIMEOUT n | RESET SESSION TIMEOUT | anything else that PostgreSQL knows as well. */
export function judgeAlterUser(statement: Statement): Verdict {
  const { source, tokens } = statement;
  const name = readName(tokens, 2);
  if (name === null) return refuse(syntaxError(near(source, tokens[2])));
  const rest = tokens.slice(name.next);
  const setting = keptName('session_timeout');
  if (wordsAt(rest, 0, 'reset', 'session', 'timeout'))
    return forward(`ALTER USER ${name.sql} RESET ${setting}`);
  if (!wordsAt(rest, 0, 'session', 'timeout')) return forward(render(statement, foldQuoted(tokens)));
  const seconds = Number(rest[2]?.value);
  if (rest.length !== 3 || rest[2]!.kind !== 'number') return refuse(syntaxError(near(source, rest[2])));
  return seconds >= 60 && seconds <= 1_728_000
    ? forward(`ALTER USER ${name.sql} SET ${setting} = ${seconds}`)
    : refuse({ code: '22023', message: 'SESSION TIMEOUT must be between 60 and 1728000 seconds' });
}
