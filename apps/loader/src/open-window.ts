import { randomBytes } from 'node:crypto';
import { advance, extend } from './advance.ts';
import type { Arrival } from './arrivals.ts';
import { batchId } from './batch-id.ts';
import { type Cut, cutNow, type Limits, msUntilAge } from './batch-window.ts';
import type { CutBatch } from './load-batch.ts';
import type { Position, Range } from './position.ts';
import { openSpool } from './spool.ts';
import type { WrittenBatch } from './write-batch.ts';
import type { ParquetOptions } from './write-parquet.ts';

/** A spool that is to be written. */
export interface Spooled extends Pick<ParquetOptions, 'spoolFiles' | 'batchId' | 'without' | 'onStep'> {
  bytes: number;
}

/** Writes the Parquet files of a spool. */
export type Writer = (spooled: Spooled) => Promise<WrittenBatch>;

/** A batch that is being filled. */
export interface Window {
  take(arrival: Arrival): void;
  cut(now: number): Cut | null;
  msUntilAge(now: number): number | null;
  /** No record was taken, not even a replay. */
  isEmpty(): boolean;
  /** Ends filling. */
  close(cut: Cut): CutBatch;
  /** Where the next window goes on. */
  positions(): ReadonlyMap<number, Position>;
  /** Removes the spool. */
  remove(): void;
}

/** Opens an empty window behind these positions. */
export function openWindow(
  topic: string,
  positions: ReadonlyMap<number, Position>,
  limits: Limits,
  folder: string,
  write: Writer,
): Window {
  const attempt = randomBytes(4).toString('hex');
  const spool = openSpool(folder, attempt);
  const ranges = new Map<number, Range>();
  let rows = 0;
  let openedAt: number | null = null;

  function take({ partition, batch: { records } }: Arrival): void {
    if (records.length === 0) return;
    const from = positions.get(partition)!;
    const range = ranges.get(partition) ?? {
      partition,
      from,
      to: from,
      rows: 0,
      firstRaw: null,
      lastRaw: null,
    };
    const gained = advance(topic, partition, range.to, records);
    spool.append(gained.rows.map(({ value }) => value!));
    ranges.set(partition, extend(range, gained));
    rows += gained.rows.length;
    openedAt ??= Date.now();
  }

  function filling() {
    return { rows, bytes: spool.bytes, openedAt };
  }

  function close(cut: Cut): CutBatch {
    spool.close();
    const held = [...ranges.values()].sort((a, b) => a.partition - b.partition);
    const id = batchId(held, new Date(), attempt);
    const { files: spoolFiles, bytes } = spool;
    return {
      batchId: id,
      cut,
      openedAt: openedAt!,
      ranges: held,
      rows,
      bytes,
      write: (how) => write({ spoolFiles, bytes, ...how }),
    };
  }

  return {
    take,
    cut: (now) => cutNow(filling(), limits, now),
    msUntilAge: (now) => msUntilAge(filling(), limits, now),
    isEmpty: () => ranges.size === 0,
    close,
    positions: () => new Map([...positions].map(([p, position]) => [p, ranges.get(p)?.to ?? position])),
    remove: () => spool.remove(),
  };
}
