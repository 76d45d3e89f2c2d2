import { until } from '@cdr/testing';
import pg from 'pg';
import { ask } from './real-parts.fixture.ts';
import { commitLoad, type Session } from './warehouse/commit-load.ts';
import * as sql from './warehouse/statements.ts';
import type { Load, Outcome } from './warehouse/warehouse.ts';

/** A loader with a batch of one call in its temporary table, about to commit it. */
export interface StagedLoader {
  session: Session;
  load: Load;
  pid: number;
  end(): Promise<void>;
}

export interface Staged {
  url: string;
  /** The isolation level of its transactions, e.g. `repeatable read`. */
  level: string;
  topic: string;
  partition: number;
  batchId: string;
  callId: string;
}

const start = '2025-01-01 00:00:00';

export async function stageLoader(staged: Staged): Promise<StagedLoader> {
  const { url, level, partition, batchId, callId } = staged;
  const options = `-c default_transaction_isolation=${level.replace(' ', '\\ ')}`;
  const client = new pg.Client({ connectionString: url, options });
  client.on('error', () => undefined);
  await client.connect();
  await client.query(sql.createStaging);
  await client.query(
    `INSERT INTO staging (start_datetime, call_id, fingerprint, raw_partition, raw_offset, ingested_at, batch_id)
     VALUES ($1, $2, '0123456789abcdef', $3, 0, $1, $4)`,
    [start, callId, partition, batchId],
  );
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return { session: client, load: loadOf(staged), pid: rows[0]!.pid, end: () => client.end() };
}

function loadOf({ topic, partition, batchId }: Staged): Load {
  const from = { nextOffset: 0, rawHighWater: -1, last: null };
  const to = { nextOffset: 1, rawHighWater: 0, last: { rawOffset: 0, timestamp: 1 } };
  const files = { manifestKey: 'm', files: 1, bytes: 1, footers: [] };
  return {
    batch: { batchId, ...files, rows: 1, minStart: start, maxStart: start },
    topic,
    ranges: [{ partition, from, to, rows: 1, firstRaw: 0, lastRaw: 0 }],
    cut: 'age',
    conflicts: 0,
    unloadable: 0,
    version: '0',
    openedAt: 0,
    stagedAt: 0,
  };
}

/** How a race of two loaders ended: the outcome of each, or the code of its error. */
export interface Race {
  outcomes: (Outcome | string)[];
  /** What the second one had to wait for while the first was within its transaction; null for nothing. */
  waitedFor: string | null;
}

/** Takes a guard away from a loader's connection. */
export type Weakened = (session: Session) => Session;

/**
 * The one race that matters, the same each time: the first loader has inserted and not committed; the second comes and
 * goes as far as it can; then the first one commits.
 */
export async function race(
  url: string,
  [first, second]: readonly [StagedLoader, StagedLoader],
  weakened: Weakened = (session) => session,
): Promise<Race> {
  const held = holdAfter(sql.insertRows, weakened(first.session));
  const one = settle(commitLoad(held.session, first.load, Date.now()));
  await held.reached;
  let done = false;
  const other = settle(commitLoad(weakened(second.session), second.load, Date.now())).finally(() => {
    done = true;
  });
  const standing = await until(async () => done || (await lockWaitedFor(url, second.pid)), {
    what: 'the second loader is done, or waits',
  });
  held.release();
  return {
    outcomes: await Promise.all([one, other]),
    waitedFor: standing === true ? null : standing,
  };
}

/** Answers statements as if they had been done to one row, and does not do them. */
export function leavingOut(...statements: string[]): Weakened {
  return (session) => ({
    query: async (text, values) =>
      statements.includes(text) ? { rows: [], rowCount: 1 } : session.query(text, values),
  });
}

// Only what follows the statement waits.
function holdAfter(statement: string, session: Session) {
  const reached = Promise.withResolvers<null>();
  const released = Promise.withResolvers<null>();
  const query: Session['query'] = async (text, values) => {
    const answer = await session.query(text, values);
    if (text === statement) {
      reached.resolve(null);
      await released.promise;
    }
    return answer;
  };
  return { session: { query }, reached: reached.promise, release: () => released.resolve(null) };
}

async function lockWaitedFor(url: string, pid: number): Promise<string | null> {
  const waiting = `SELECT coalesce(relation::regclass::text, locktype) AS lock FROM pg_locks WHERE pid = ${pid} AND NOT granted`;
  return ((await ask(url, waiting))[0]?.['lock'] as string | undefined) ?? null;
}

async function settle(outcome: Promise<Outcome>): Promise<Outcome | string> {
  return outcome.catch((error: unknown) => (error as { code: string }).code);
}
