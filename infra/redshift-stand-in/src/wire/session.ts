import type { RedshiftError } from '../redshift-error.ts';
import { splitStatements } from '../sql/statement.ts';
import { UnfinishedSql } from '../sql/tokens.ts';
import { judgeStatement } from '../sql/judge-statement.ts';
import { refuse, type Verdict } from '../sql/verdict.ts';
import { notImitated } from '../redshift-error.ts';
import type { CopyStatement } from '../copy/copy-statement.ts';
import type { Backend } from './backend.ts';
import {
  commandComplete,
  errorResponse,
  letterOf,
  notice,
  parse,
  query,
  readFields,
  readStrings,
  readyForQuery,
} from './frames.ts';
import { resize } from './resize.ts';
import { translateError } from './translate-error.ts';

/** How a COPY went. */
export type CopyOutcome = { kind: 'loaded'; rows: number } | { kind: 'failed'; error: RedshiftError };

/** What the last COPY of a session was. */
export interface LastCopy {
  id: number;
  rows: number;
}

export interface SessionOptions {
  backend: Backend;
  /** Sends to the client. */
  write: (frame: Buffer) => void;
  copy: (copy: CopyStatement) => Promise<CopyOutcome>;
  lastCopy: () => LastCopy | null;
}

/** One client's conversation, message by message. */
export interface Session {
  /** @throws when the connection to PostgreSQL is lost */
  handle(message: Buffer): Promise<void>;
  /** What PostgreSQL answered, as Redshift tells it. */
  fromBackend(message: Buffer): void;
}

// A statement that is refused goes to PostgreSQL as one that its parser refuses, and the answer to it is exchanged. So
// PostgreSQL itself keeps the order of answers, fails the transaction, and skips to Sync in the extended protocol.
const refusalMark = 'redshift_stand_in_refuses_';

const abortedTransaction: RedshiftError = {
  code: '25P02',
  message: 'current transaction is aborted, commands ignored until end of transaction block',
};

export function createSession({ backend, write, copy, lastCopy }: SessionOptions): Session {
  const refusals = new Map<string, RedshiftError>();
  let refusalCount = 0;
  let isSkipping = false;
  const preparedCopies = new Map<string, CopyStatement>();
  const boundCopies = new Map<string, CopyStatement>();

  function refusalSql(error: RedshiftError): string {
    refusalCount += 1;
    const mark = `${refusalMark}${refusalCount}`;
    refusals.set(mark, error);
    return mark;
  }

  /** Settles what depends on the state of the session. */
  async function settle(verdict: Verdict): Promise<Verdict> {
    if (verdict.kind === 'outside-transaction') {
      await backend.quiet();
      if (backend.status() === 'I') return settle(verdict.then);
      return refuse({ code: '25001', message: `${verdict.what} cannot run inside a transaction block` });
    }
    if (verdict.kind === 'resize') {
      await backend.quiet();
      return resize(backend, verdict.resize);
    }
    if (verdict.kind === 'forward-after-copy-state') {
      await backend.quiet();
      if (backend.status() !== 'E') await backend.ask(rememberCopy(lastCopy()));
      return { kind: 'forward', sql: verdict.sql };
    }
    return verdict;
  }

  async function simpleQuery(message: Buffer): Promise<void> {
    const text = readStrings(message, 1).strings[0]!;
    const verdicts = judgeText(text);
    if (verdicts.length === 1 && verdicts[0]!.kind === 'copy') {
      await runCopy(verdicts[0]!.copy, 'ready');
      return;
    }
    const parts: string[] = [];
    for (const verdict of verdicts) {
      const settled = verdicts.length > 1 ? alone(verdict) : await settle(verdict);
      if (settled.kind === 'refuse') {
        backend.send(query(refusalSql(settled.error)));
        return;
      }
      if (settled.kind === 'forward') parts.push(settled.sql);
    }
    backend.send(query(parts.join('; ')));
  }

  async function parseMessage(message: Buffer): Promise<void> {
    const { strings, rest } = readStrings(message, 2);
    const [name, text] = strings as [string, string];
    preparedCopies.delete(name);
    const verdicts = judgeText(text);
    if (verdicts.length > 1) {
      const error = { code: '42601', message: 'cannot insert multiple commands into a prepared statement' };
      backend.send(parse(name, refusalSql(error), rest));
      return;
    }
    const verdict = verdicts[0] ? await settle(verdicts[0]) : { kind: 'forward' as const, sql: '' };
    if (verdict.kind === 'copy') {
      preparedCopies.set(name, verdict.copy);
      backend.send(parse(name, placeholder, rest));
    } else if (verdict.kind === 'forward') {
      backend.send(parse(name, verdict.sql, rest));
    } else if (verdict.kind === 'refuse') {
      backend.send(parse(name, refusalSql(verdict.error), rest));
    }
  }

  function bindMessage(message: Buffer): void {
    const [portal, statement] = readStrings(message, 2).strings as [string, string];
    const prepared = preparedCopies.get(statement);
    if (prepared) boundCopies.set(portal, prepared);
    else boundCopies.delete(portal);
    backend.send(message);
  }

  async function executeMessage(message: Buffer): Promise<void> {
    const bound = boundCopies.get(readStrings(message, 1).strings[0]!);
    if (!bound) {
      backend.send(message);
      return;
    }
    boundCopies.clear();
    const { failed } = await backend.quiet();
    if (failed) isSkipping = true;
    else await runCopy(bound, 'no-ready');
  }

  async function runCopy(statement: CopyStatement, ending: 'ready' | 'no-ready'): Promise<void> {
    await backend.quiet();
    const outcome: CopyOutcome =
      backend.status() === 'E' ? { kind: 'failed', error: abortedTransaction } : await copy(statement);
    if (outcome.kind === 'failed') {
      if (backend.status() === 'T') await backend.ask(refusalMark).catch(expectRefusal);
      write(errorResponse(outcome.error));
      isSkipping = ending === 'no-ready';
    } else {
      const rows = `${outcome.rows} record(s) loaded successfully.`;
      write(notice(`Load into table '${statement.table}' completed, ${rows}`));
      write(commandComplete('COPY'));
    }
    if (ending === 'ready') write(readyForQuery(backend.status()));
  }

  function expectRefusal(error: unknown): void {
    if (backend.status() !== 'E') throw error;
  }

  async function handle(message: Buffer): Promise<void> {
    const letter = letterOf(message);
    if (isSkipping && letter !== 'S') return;
    isSkipping = false;
    const take = takes[letter];
    if (take) await take(message);
    else backend.send(message);
  }

  const takes: Record<string, (message: Buffer) => void | Promise<void>> = {
    Q: simpleQuery,
    P: parseMessage,
    B: bindMessage,
    E: executeMessage,
    F: () => backend.send(query(refusalSql(notImitated('calls of functions by message')))),
  };

  function fromBackend(message: Buffer): void {
    if (letterOf(message) !== 'E') {
      write(message);
      return;
    }
    const fields = readFields(message);
    const mark = new RegExp(`"(${refusalMark}\\d+)"`).exec(fields['M'] ?? '')?.[1];
    const error = (mark !== undefined && refusals.get(mark)) || translateError(fields);
    if (mark !== undefined) refusals.delete(mark);
    write(error ? errorResponse(error, fields['S']) : message);
  }

  return { handle, fromBackend };
}

// What a prepared COPY is to PostgreSQL: a statement without rows.
const placeholder = `SET redshift_stand_in.copy TO ''`;

function judgeText(text: string): Verdict[] {
  try {
    return splitStatements(text).map(judgeStatement);
  } catch (error) {
    if (!(error instanceof UnfinishedSql)) throw error;
    return [refuse({ code: '42601', message: `${error.message}` })];
  }
}

// Several statements in one text are one message to PostgreSQL: what needs care in between is not among them.
function alone(verdict: Verdict): Verdict {
  if (verdict.kind === 'forward' || verdict.kind === 'refuse') return verdict;
  return refuse(
    notImitated(
      'COPY, TRUNCATE, VACUUM, pg_last_copy_… and changes of columns among other statements of one text: send it by itself',
    ),
  );
}

function rememberCopy(last: LastCopy | null): string {
  const values = { last_copy_id: last?.id ?? -1, last_copy_count: last?.rows ?? 0 };
  const calls = Object.entries(values).map(
    ([name, value]) => `set_config('redshift_stand_in.${name}', '${value}', false)`,
  );
  return `SELECT ${calls.join(', ')}`;
}
