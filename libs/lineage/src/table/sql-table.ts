import { type Dialect, readInstant } from '@cdr/call-record';
import { type Client, type Connections, toWarehouseError } from '@cdr/warehouse';
import type { BatchRange, CallRow, LoadBatch } from '../trace.ts';
import type { CallTable, SearchBounds, Searched } from './call-table.ts';
import { type Read, searchBlocks, type Sought } from './search-blocks.ts';
import * as sql from './statements.ts';

/** Every value as the text the server prints: numbers are read where they are needed. */
type TextRow = (string | null)[];

const asText = { getTypeParser: () => (text: string) => text } as never;

// What the validator makes; a source may give any other name.
const derivedId = /^[0-9a-f]{32}$/;

/** How a warehouse is looked through for what no index finds. */
const searches: Record<Dialect, typeof searchBlocks> = {
  postgres: searchBlocks,
  // All at once: each statement is paid for, and its columns make it short.
  async redshift(read, { condition, value }, { most }) {
    return { found: await read(sql.selectLastWritten(condition), [value, most]), next: null, share: 1 };
  },
};

/** The table over SQL: a connection for each question. */
export function openCallTable(connections: Connections, blocksAtOnce?: number): CallTable {
  async function asked<T>(work: (client: Client) => Promise<T>): Promise<T> {
    let client: Client | undefined;
    try {
      client = await connections.open();
      return await work(client);
    } catch (error) {
      throw toWarehouseError('looking for calls in schema telecom', error);
    } finally {
      if (client) await connections.hangUp(client);
    }
  }

  async function search(client: Client, sought: Sought, bounds: SearchBounds): Promise<Searched<CallRow>> {
    const read: Read = (text, values) => readRows(client, text, values);
    const part = await searches[connections.dialect](read, sought, bounds, blocksAtOnce);
    return { ...part, found: part.found.map(toCallRow) };
  }

  return {
    searchCall: (callId, bounds) =>
      asked(async (client) => {
        if (bounds.from === null) {
          const named = await readRows(client, sql.selectNamedCall, [callId]);
          if (named.length > 0 || !derivedId.test(callId)) return wholly(named.map(toCallRow));
        }
        const part = await search(client, { condition: sql.ofCall, value: callId }, { ...bounds, most: 1 });
        const [first] = part.found;
        if (first === undefined) return part;
        return wholly(
          (await readRows(client, sql.selectCallAt, [first.call['start_datetime'], callId])).map(toCallRow),
        );
      }),
    ofCall: (callId, start) =>
      asked(async (client) => (await readRows(client, sql.selectCallAt, [start, callId])).map(toCallRow)),
    searchNumber: (number, bounds) =>
      asked((client) => search(client, { condition: sql.ofNumber, value: number }, bounds)),
    inBatch: ({ partition, offset }, { batchId, minStart, maxStart }) =>
      asked(async (client) => {
        const values = [minStart, maxStart, partition, offset, batchId];
        return (await readRows(client, sql.selectPlace, values)).map(toCallRow)[0] ?? null;
      }),
    batch: (batchId) =>
      asked(async (client) => (await readBatches(client, sql.selectBatch, [batchId]))[0] ?? null),
    batchesAround: (topic, { partition, offset }) =>
      asked((client) => readBatches(client, sql.selectBatchesAround, [topic, partition, offset])),
    loadedThrough: (topic) =>
      asked(async (client) => {
        const rows = await readRows(client, sql.selectLoadedThrough, [topic]);
        return rows.map(([partition, next, high]) => ({
          partition: Number(partition),
          nextOffset: Number(next),
          rawHighWater: Number(high),
        }));
      }),
  };
}

function wholly(found: CallRow[]): Searched<CallRow> {
  return { found, next: null, share: 1 };
}

async function readRows(client: Client, text: string, values: unknown[]): Promise<TextRow[]> {
  const { rows } = await client.query<TextRow>({ text, values, rowMode: 'array', types: asText });
  return rows;
}

async function readBatches(client: Client, text: string, values: unknown[]): Promise<LoadBatch[]> {
  const found: LoadBatch[] = [];
  for (const row of await readRows(client, text, values)) {
    const ranges = await readRows(client, sql.selectBatchRanges, [row[0]]);
    found.push({ ...toBatch(row), ranges: ranges.map(toRange) });
  }
  return found;
}

function toCallRow(values: TextRow): CallRow {
  const named = Object.fromEntries(sql.rowColumns.map((name, n) => [name, values[n] ?? null]));
  const {
    call_id,
    call_id_from,
    fingerprint,
    raw_partition,
    raw_offset,
    ingested_at,
    batch_id,
    loaded_at,
    ...call
  } = named as Record<string, string | null>;
  return {
    callId: call_id!,
    isNamedBySource: call_id_from !== null,
    fingerprint: fingerprint!,
    place:
      raw_partition === null || raw_offset === null
        ? null
        : { partition: Number(raw_partition), offset: Number(raw_offset) },
    ingestedAt: toInstant(ingested_at!),
    batchId: batch_id!,
    loadedAt: toInstant(loaded_at!),
    call: Object.fromEntries(
      Object.entries(call).filter((entry): entry is [string, string] => entry[1] !== null),
    ),
  };
}

function toBatch(row: TextRow): Omit<LoadBatch, 'ranges'> {
  const [batchId, cutReason, ...figures] = row;
  const [staged, loaded, alreadyLoaded, conflicts, unloadable, files, bytes] = figures.map(Number);
  const [manifest, minStart, maxStart, appVersion, openedAt, stagedAt, committedAt] = figures.slice(7);
  return {
    batchId: batchId!,
    cutReason: cutReason!,
    ...{ staged: staged!, loaded: loaded!, alreadyLoaded: alreadyLoaded! },
    ...{ conflicts: conflicts!, unloadable: unloadable!, files: files!, bytes: bytes! },
    ...{ manifest: manifest!, minStart: minStart!, maxStart: maxStart!, appVersion: appVersion! },
    openedAt: readInstant(openedAt!),
    stagedAt: readInstant(stagedAt!),
    committedAt: readInstant(committedAt!),
  };
}

function toRange([topic, partition, first, next]: TextRow): BatchRange {
  return { topic: topic!, partition: Number(partition), first: Number(first), next: Number(next) };
}

function toInstant(text: string | null): number | null {
  return text === null ? null : readInstant(text);
}
