import { readFileSync } from 'node:fs';
import type { CleanRecord } from '@cdr/call-record';
import { copyOf } from '@cdr/loader/memory';
import type { CopyIn, RowSlices, Session, WrittenBatch, Writer } from '@cdr/loader';
import { unloadableName } from './calls.ts';

// A batch's one file is its records as JSON, in the place of Parquet; the loader takes both for bytes.
const footer = { columns: [], rows: 0 };
const partKey = /\/batch_id=([^/]+)\/part-/;

/** A record that this warehouse takes from nobody is refused by those who write files, or by the warehouse itself. */
function isRefusedBy(
  who: 'writer' | 'warehouse',
  { caller_name: name, raw_offset: offset }: CleanRecord,
): boolean {
  return name === unloadableName && (offset % 2 === 0 ? 'writer' : 'warehouse') === who;
}

/** Writes batches to files that are nowhere but in memory. */
export function batchWriter(): Writer {
  function write(records: readonly CleanRecord[]) {
    const body = Buffer.from(JSON.stringify(records));
    const starts = records.map(({ start_datetime: start }) => start).sort();
    // In memory: what waits for a disk comes at a time that no seed decides.
    const read = () => Promise.resolve(body);
    const name = 'part-00000.parquet';
    const part = { name, file: `/nowhere/${name}`, bytes: body.length, rows: records.length, footer, read };
    const span = { minStart: starts[0] ?? null, maxStart: starts.at(-1) ?? null };
    return { parts: records.length === 0 ? [] : [part], rows: records.length, ...span };
  }

  function slicesOf(records: readonly CleanRecord[]): RowSlices {
    return {
      rows: ({ first, count }) => Promise.resolve(write(records.slice(first, first + count))),
      madeUp: () => Promise.resolve(write([{ ...records[0]!, caller_name: 'Made up' }])),
      origins: (numbers) => Promise.resolve(numbers.map((n) => originOf(records[n]!))),
    };
  }

  return ({ spoolFiles, without }): Promise<WrittenBatch> => {
    const records = spoolFiles
      .flatMap(readLines)
      .filter((record) => !without.some((one) => isAt(record, one)));
    const kept = records.filter((record) => !isRefusedBy('writer', record));
    const refused = records.filter((record) => isRefusedBy('writer', record));
    return Promise.resolve({
      ...write(kept),
      unloadable: refused.map((record) => ({
        ...originOf(record),
        path: '/caller_name',
        error: 'is refused by this warehouse',
      })),
      slices: slicesOf(kept),
      remove: () => undefined,
    });
  };
}

/** Takes the records of an object that is put, if it is a batch's file. */
export function keepRecords(
  staged: Map<string, CleanRecord[]>,
  key: string,
  body: string | Uint8Array,
): void {
  const batchId = partKey.exec(key)?.[1];
  if (batchId !== undefined) staged.set(batchId, JSON.parse(Buffer.from(body).toString()) as CleanRecord[]);
}

class RefusedRow extends Error {}

/**
 * COPY of a warehouse that takes all of a batch, or nothing because of a row; now and then it refuses one for no reason of the
 * rows.
 */
export function pickyCopy(
  staged: ReadonlyMap<string, CleanRecord[]>,
  isMoody: () => boolean,
): CopyIn<Session> {
  const copy = copyOf(staged);
  return {
    ...copy,
    async copyRows(session, batch, onStep) {
      const records = staged.get(batch.batchId)!;
      const isRefused = records.some((record) => isRefusedBy('warehouse', record));
      if (isRefused || isMoody()) throw new RefusedRow('a row is refused');
      return copy.copyRows(session, batch, onStep);
    },
    objection: (_session, _batch, error) =>
      Promise.resolve(error instanceof RefusedRow ? { column: 'caller_name', why: error.message } : null),
  };
}

function originOf(record: CleanRecord) {
  const { raw_partition: rawPartition, raw_offset: rawOffset, ingested_at: ingestedAt } = record;
  return { rawPartition, rawOffset, ingestedAt };
}

function isAt(record: CleanRecord, place: { rawPartition: number; rawOffset: number }): boolean {
  return record.raw_partition === place.rawPartition && record.raw_offset === place.rawOffset;
}

function readLines(file: string): CleanRecord[] {
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as CleanRecord);
}
