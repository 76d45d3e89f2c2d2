import { businessColumns, type CanonicalRecord, readInstant } from '@cdr/call-record';
import { type Client, type Connections, toWarehouseError } from '@cdr/warehouse';
import type { CallKey, Ledger, LedgerBatch, LedgerLook, LedgerRange, RowPlace, TableRow } from './ledger.ts';
import { readPages, readRows, type TextRow } from './read-pages.ts';
import * as sql from './statements.ts';

// What is listed is there to look at; the count says how many there are.
const mostListed = 20;
const idsAtOnce = 1_000;

/** The ledger and the table over SQL: a connection for each look. */
export function openLedger(connections: Connections, topic: string): Ledger {
  async function connected<T>(doing: string, work: (client: Client) => Promise<T>): Promise<T> {
    let client: Client | undefined;
    try {
      client = await connections.open();
      return await work(client);
    } catch (error) {
      throw toWarehouseError(doing, error);
    } finally {
      if (client) await connections.hangUp(client);
    }
  }

  function look<T>(work: (look: LedgerLook) => Promise<T>): Promise<T> {
    return connected('reading the ledger', async (client) => {
      await client.query(sql.beginLook);
      const result = await work(lookThrough(client, topic));
      await client.query('COMMIT');
      return result;
    });
  }

  async function findCalls(calls: readonly CallKey[]): Promise<Map<string, Set<string>>> {
    const found = new Map<string, Set<string>>();
    if (calls.length === 0) return found;
    await connected('looking for calls in telecom.telecom_data', async (client) => {
      for (let first = 0; first < calls.length; first += idsAtOnce) {
        const some = calls.slice(first, first + idsAtOnce);
        const starts = some.map(({ start }) => start).sort();
        const ids = some.map(({ callId }) => callId);
        const rows = await readRows(client, sql.selectCalls(ids.length), [starts[0], starts.at(-1), ...ids]);
        for (const [callId, fingerprint] of rows)
          found.set(callId!, (found.get(callId!) ?? new Set()).add(fingerprint!));
      }
    });
    return found;
  }

  async function rowsOf(batchId: string, onRow: (row: TableRow) => void): Promise<void> {
    await connected(`reading the rows of batch ${batchId}`, async (client) => {
      await client.query(sql.beginLook);
      await readPages(client, sql.selectRowsOf(batchId), (row) => onRow(toTableRow(row)));
      await client.query('COMMIT');
    });
  }

  async function knownBatches(batchIds: readonly string[]): Promise<Set<string>> {
    const known = new Set<string>();
    if (batchIds.length === 0) return known;
    await connected('looking for batches in telecom.load_batch', async (client) => {
      for (let first = 0; first < batchIds.length; first += idsAtOnce) {
        const some = batchIds.slice(first, first + idsAtOnce);
        for (const [batchId] of await readRows(client, sql.selectKnownBatches(some.length), some))
          known.add(batchId!);
      }
    });
    return known;
  }

  return { look, findCalls, rowsOf, knownBatches };
}

function lookThrough(client: Client, topic: string): LedgerLook {
  async function count(statement: string): Promise<number> {
    return Number((await readRows(client, statement))[0]![0]);
  }

  return {
    async positions() {
      const rows = await readRows(client, sql.selectPositions(topic));
      return rows.map(([partition, next, high]) => ({
        partition: Number(partition),
        nextOffset: Number(next),
        rawHighWater: Number(high),
      }));
    },
    ranges: (onRange) => readPages(client, sql.selectRanges(topic), (row) => onRange(toRange(row))),
    batches: (onBatch) => readPages(client, sql.selectBatches, (row) => onBatch(toBatch(row))),
    rows: (above, onRow) => readPages(client, sql.selectRows(topic, above), (row) => onRow(toTableRow(row))),
    async foreignRows() {
      const rows = await count(sql.countForeignRows);
      const places = rows === 0 ? [] : await readRows(client, sql.selectForeignRows(mostListed));
      return { rows, places: places.map(toPlace) };
    },
    async repeatedCalls() {
      const calls = await count(sql.countRepeatedCalls);
      const rows = calls === 0 ? [] : await readRows(client, sql.selectRepeatedCalls(mostListed));
      const byCall = Map.groupBy(rows, ([callId]) => callId);
      return { calls, places: [...byCall.values()].map((of) => of.map(([, ...place]) => toPlace(place))) };
    },
  };
}

function toRange(row: TextRow): LedgerRange {
  const [batchId, partition, first, next, rows, firstRaw, lastRaw] = row;
  return {
    batchId: batchId!,
    partition: Number(partition),
    first: Number(first),
    next: Number(next),
    rows: Number(rows),
    firstRaw: orNull(firstRaw!),
    lastRaw: orNull(lastRaw!),
  };
}

function toBatch([batchId, ...figures]: TextRow): LedgerBatch {
  const inRanges = orNull(figures[8]!);
  const committedAt = toInstant(figures[7]!);
  const [staged, loaded, alreadyLoaded, conflicts, unloadable, files, bytes] = figures.map(Number);
  return {
    batchId: batchId!,
    staged: staged!,
    loaded: loaded!,
    alreadyLoaded: alreadyLoaded!,
    conflicts: conflicts!,
    unloadable: unloadable!,
    files: files!,
    bytes: bytes!,
    committedAt,
    inRanges,
    tableRows: Number(figures[9]),
  };
}

function toPlace([partition, rawOffset, batchId]: TextRow): RowPlace {
  return { partition: Number(partition), rawOffset: Number(rawOffset), batchId: batchId! };
}

function toTableRow(row: TextRow): TableRow {
  const [batchId, partition, rawOffset, callId, fingerprint, ingestedAt, loadedAt] = row;
  const call: Record<string, string | undefined> = {};
  for (const [n, { name }] of businessColumns.entries()) call[name] = row[n + 7] ?? undefined;
  return {
    batchId: batchId!,
    partition: Number(partition),
    rawOffset: Number(rawOffset),
    callId: callId!,
    fingerprint: fingerprint!,
    ingestedAt: toInstant(ingestedAt!),
    loadedAt: toInstant(loadedAt!),
    // As text, which is what the fingerprint is made of, whatever the type.
    call: call as unknown as CanonicalRecord,
  };
}

// What is finer than a millisecond was written by nobody here.
function toInstant(text: string | null): number {
  return text === null ? Number.NaN : readInstant(text);
}

function orNull(text: string | null): number | null {
  return text === null ? null : Number(text);
}
