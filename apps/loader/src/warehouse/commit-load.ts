import { readInstant } from '@cdr/call-record';
import { Stop } from '@cdr/worker';
import type { Position } from '../position.ts';
import { toGateHeld } from './gate-held.ts';
import * as sql from './statements.ts';
import type { Conflict, Load, Move, Outcome } from './warehouse.ts';

/** The part of a database connection that these statements need. */
export interface Session {
  query(
    text: string,
    values?: unknown[],
  ): Promise<{ rows: Record<string, unknown>[]; rowCount: number | null }>;
}

/** A timestamp's text for a column without a zone, in UTC, to the millisecond. */
export function utcText(instant: number): string {
  return new Date(instant).toISOString().slice(0, 23).replace('T', ' ');
}

function toInstant(text: unknown): number {
  const instant = readInstant(String(text));
  if (!Number.isNaN(instant)) return instant;
  throw new Error(
    `the warehouse prints a time as ${JSON.stringify(text)}, must be YYYY-MM-DD HH:MM:SS: set DateStyle to ISO for the loader's user`,
  );
}

/** Reads the positions of partitions; exactly one row each, or a person must look. */
export async function readPositions(
  session: Session,
  topic: string,
  partitions: readonly number[],
): Promise<Map<number, Position>> {
  const { rows } = await session.query(sql.selectPositions, [topic]);
  const positions = new Map<number, Position>();
  for (const partition of partitions) {
    const found = rows.filter((row) => Number(row['kafka_partition']) === partition);
    if (found.length !== 1) throw new Stop(wrongRows(topic, partition, found.length));
    positions.set(partition, toPosition(found[0]!));
  }
  return positions;
}

/** Finds staged rows that conflict. */
export async function findConflicts(session: Session): Promise<Conflict[]> {
  const { rows } = await session.query(sql.selectConflicts);
  return rows.map((row) => ({
    rawPartition: Number(row['raw_partition']),
    rawOffset: Number(row['raw_offset']),
    ingestedAt: toInstant(row['ingested_at']),
    of: { partition: Number(row['of_partition']), offset: Number(row['of_offset']) },
  }));
}

/**
 * The one transaction of a load. The gate's lock and bump are its first statements, because a warehouse takes its
 * snapshot at the first data access: a loader that waited sees what the one before it committed.
 */
export async function commitLoad(session: Session, load: Load, now: number): Promise<Outcome> {
  const { batch } = load;
  return inGate(session, async () => {
    if (!(await movePositions(session, load, now))) return { kind: 'moved-on' };
    if ((await findConflicts(session)).length > 0) return { kind: 'new-conflicts' };
    const { rowCount } = await session.query(sql.insertRows, [utcText(now)]);
    const loaded = rowCount ?? 0;
    const alreadyLoaded = batch.rows - load.conflicts - loaded;
    await writeLedger(session, load, { loaded, alreadyLoaded }, now);
    return { kind: 'committed', loaded, alreadyLoaded };
  });
}

/** Takes rows out of staging. */
export async function removeStaged(session: Session, conflicts: readonly Conflict[]): Promise<void> {
  for (const [partition, rows] of Map.groupBy(conflicts, ({ rawPartition }) => rawPartition)) {
    const offsets = rows.map(({ rawOffset }) => rawOffset);
    for (let first = 0; first < offsets.length; first += rowsPerDelete) {
      await session.query(sql.deleteStaged(offsets.slice(first, first + rowsPerDelete)), [partition]);
    }
  }
}

const rowsPerDelete = 5_000;

/** Moves positions over replays, with nothing to load. */
export async function commitSkip(
  session: Session,
  move: Move,
  now: number,
): Promise<'committed' | 'moved-on'> {
  const { kind } = await inGate(session, async () => {
    const moved = await movePositions(session, move, now);
    return { kind: moved ? ('committed' as const) : ('moved-on' as const) };
  });
  return kind;
}

async function inGate<O extends { kind: string }>(session: Session, work: () => Promise<O>): Promise<O> {
  await session.query('BEGIN');
  try {
    await session.query(sql.lockGate);
  } catch (error) {
    throw toGateHeld(error);
  }
  const { rowCount } = await session.query(sql.bumpGate);
  // Without its row nothing would stop a loader with an old snapshot.
  if (rowCount !== 1) throw new Stop(`telecom.load_gate has ${rowCount} rows, must have one: ${mendGate}`);
  const outcome = await work();
  await session.query(outcome.kind === 'committed' ? 'COMMIT' : 'ROLLBACK');
  return outcome;
}

async function movePositions(session: Session, { topic, ranges }: Move, now: number): Promise<boolean> {
  for (const { partition, from, to } of ranges) {
    const { rowCount } = await session.query(sql.movePosition, [
      topic,
      partition,
      to.nextOffset,
      to.rawHighWater,
      to.last?.rawOffset ?? null,
      to.last?.timestamp ?? null,
      utcText(now),
      from.nextOffset,
      from.rawHighWater,
    ]);
    if (rowCount !== 1) return false;
  }
  return true;
}

async function writeLedger(
  session: Session,
  { batch, topic, ranges, cut, conflicts, unloadable, version, openedAt, stagedAt }: Load,
  { loaded, alreadyLoaded }: { loaded: number; alreadyLoaded: number },
  now: number,
): Promise<void> {
  const counts = [batch.rows, loaded, alreadyLoaded, conflicts, unloadable, batch.files, batch.bytes];
  const span = [batch.manifestKey, batch.minStart, batch.maxStart];
  const times = [utcText(openedAt), utcText(stagedAt), utcText(now)];
  await session.query(sql.insertBatch, [batch.batchId, cut, ...counts, ...span, version, ...times]);
  for (const { partition, from, to, rows, firstRaw, lastRaw } of ranges) {
    const range = [partition, from.nextOffset, to.nextOffset, rows, firstRaw, lastRaw];
    await session.query(sql.insertRange, [batch.batchId, topic, ...range]);
  }
}

function toPosition(row: Record<string, unknown>): Position {
  const rawOffset = row['last_raw_offset'];
  const last =
    rawOffset === null ? null : { rawOffset: Number(rawOffset), timestamp: Number(row['last_timestamp']) };
  return { nextOffset: Number(row['next_offset']), rawHighWater: Number(row['raw_high_water']), last };
}

const mendGate = 'stop the loaders, leave it one row (or none and run "npm run setup"), and start them again';

function wrongRows(topic: string, partition: number, rows: number): string {
  const place = `telecom.loaded_through has ${rows} rows for ${topic}/${partition}, must have one`;
  return rows === 0
    ? `${place}: run "npm run setup" to add what is missing`
    : `${place}: find out who added one, and keep the row that the ledger (telecom.load_range) ends at`;
}
