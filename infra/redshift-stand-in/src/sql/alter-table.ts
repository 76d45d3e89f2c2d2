import { notImitated, notSupported, syntaxError } from '../redshift-error.ts';
import { readColumn } from './column-definition.ts';
import { readColumnType } from './column-types.ts';
import { readName, tableConstraint } from './create-table.ts';
import {
  findWords,
  isMark,
  isName,
  isWord,
  nameOf,
  near,
  splitAtCommas,
  type Statement,
  wordsAt,
} from './statement.ts';
import type { Token } from './tokens.ts';
import { forward, outsideTransaction, refuse, type Verdict } from './verdict.ts';

interface Action {
  source: string;
  /** The table's name as SQL, and by itself. */
  sql: string;
  table: string;
  tokens: readonly Token[];
}

/** ALTER TABLE name action; source: "ALTER TABLE". */
export function judgeAlterTable({ source, tokens }: Statement): Verdict {
  const name = readName(tokens, 2);
  if (name === null) return refuse(syntaxError(near(source, tokens[2])));
  const action = { source, sql: name.sql, table: name.table, tokens: tokens.slice(name.next) };
  const found = actions.find(({ words }) => wordsAt(action.tokens, 0, ...words.split(' ')));
  return found ? found.judge(action) : refuse(syntaxError(near(source, action.tokens[0])));
}

// The longest words first.
const actions: { words: string; judge: (action: Action) => Verdict }[] = [
  {
    words: 'append from',
    judge: () => outsideTransaction('ALTER TABLE APPEND', refuse(notImitated('ALTER TABLE APPEND'))),
  },
  { words: 'rename to', judge: asItIs },
  { words: 'rename column', judge: asItIs },
  { words: 'owner to', judge: asItIs },
  { words: 'drop constraint', judge: () => refuse(notImitated('DROP CONSTRAINT: it keeps no constraint')) },
  { words: 'drop', judge: drop },
  { words: 'add constraint', judge: addConstraint },
  { words: 'add primary', judge: addConstraint },
  { words: 'add unique', judge: addConstraint },
  { words: 'add foreign', judge: addConstraint },
  { words: 'add check', judge: addConstraint },
  { words: 'add exclude', judge: addConstraint },
  { words: 'add', judge: addColumn },
  { words: 'alter distkey', judge: nothing },
  { words: 'alter diststyle', judge: nothing },
  { words: 'alter sortkey', judge: nothing },
  { words: 'alter compound', judge: nothing },
  { words: 'alter encode', judge: nothing },
  { words: 'alter', judge: alterColumn },
];

function asItIs({ source, sql, tokens }: Action): Verdict {
  return forward(`ALTER TABLE ${sql} ${source.slice(tokens[0]!.start, tokens.at(-1)!.end)}`);
}

// PostgreSQL checks that the table is there, and does nothing.
function nothing({ sql }: Action): Verdict {
  return forward(`ALTER TABLE ${sql} RESET (fillfactor)`);
}

function drop(action: Action): Verdict {
  const { source, tokens } = action;
  const at = isWord(tokens[1], 'column') ? 2 : 1;
  if (wordsAt(tokens, at, 'if', 'exists')) return refuse(syntaxError('exists'));
  const hasMore = findWords(tokens.slice(1), 'drop') >= 0 || tokens.some((token) => isMark(token, ','));
  return hasMore || !isName(tokens[at]) ? refuse(syntaxError(near(source, tokens[at + 1]))) : asItIs(action);
}

function addConstraint({ sql, table, source, tokens }: Action): Verdict {
  const wrong = tableConstraint(tokens.slice(1));
  return wrong ? refuse(wrong) : nothing({ sql, table, source, tokens });
}

// One column for each statement, and no IF NOT EXISTS; NOT NULL only with a default.
function addColumn({ source, sql, table, tokens }: Action): Verdict {
  const at = isWord(tokens[1], 'column') ? 2 : 1;
  if (wordsAt(tokens, at, 'if', 'not', 'exists')) return refuse(syntaxError('not'));
  if (splitAtCommas(tokens.slice(at)).length > 1) return refuse(syntaxError(','));
  const column = readColumn(source, tokens.slice(at), table);
  if ('code' in column) return refuse(column);
  if (column.isNotNull && !column.hasDefault) return refuse(notNullWithoutDefault);
  return forward(`ALTER TABLE ${sql} ADD COLUMN ${column.sql}`);
}

const notNullWithoutDefault = notSupported(
  'ALTER TABLE ADD COLUMN defined as NOT NULL must have a non-null default expression',
);

function alterColumn({ source, sql, table, tokens }: Action): Verdict {
  const at = isWord(tokens[1], 'column') ? 2 : 1;
  if (!isName(tokens[at])) return refuse(syntaxError(near(source, tokens[at])));
  const rest = tokens.slice(at + 1);
  // Source: practo/tipoca-stream issue 40.
  if (wordsAt(rest, 0, 'set', 'not'))
    return refuse(notSupported('ALTER COLUMN SET NOT NULL is not supported'));
  if (wordsAt(rest, 0, 'drop', 'not'))
    return refuse(notSupported('ALTER COLUMN DROP NOT NULL is not supported'));
  if (isWord(rest[0], 'set', 'drop'))
    return refuse(notSupported('ALTER COLUMN SET/DROP DEFAULT is not supported'));
  if (isWord(rest[0], 'encode') && isName(rest[1])) return nothing({ source, sql, table, tokens });
  if (!isWord(rest[0], 'type')) return refuse(syntaxError(near(source, rest[0])));
  const column = nameOf(tokens[at]!);
  const type = readColumnType(rest.slice(1), `${table}.${column}`);
  if ('code' in type) return refuse(type);
  const then: Verdict =
    type.varcharBytes === null || rest.length > 1 + type.size
      ? refuse(
          notSupported(
            `ALTER COLUMN TYPE is not supported for this type: only VARCHAR columns change their size`,
          ),
        )
      : { kind: 'resize', resize: { table: sql, column, length: type.varcharBytes } };
  return outsideTransaction('ALTER TABLE ALTER COLUMN', then);
}
