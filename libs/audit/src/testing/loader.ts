import { callId, fingerprint } from '@cdr/call-record';
import { batchFolder } from '@cdr/object-store';
import type { LedgerRange, TableRow } from '../ledger/ledger.ts';
import { timeOf } from './validator.ts';
import type { Verdict } from './verdicts.ts';
import { append, letterOf, lineageOf, loadedAt, rawValue, rowOf, type World } from './world.ts';

/** A loader, by rules 6 to 9 of docs/architecture.md: letters, files, then one commit; one write a step. */
export interface Loader {
  /** Does what comes next; false when there is nothing to do. */
  step(): boolean;
}

/** Starts a loader at the positions of the warehouse; it takes at most so many messages of each partition at once. */
export function startLoader(
  world: World,
  verdicts: readonly (readonly Verdict[])[],
  name: string,
  most: number,
): Loader {
  let loads = 0;
  let writes: (() => void)[] = [];

  function step(): boolean {
    if (writes.length === 0) writes = planLoad(`${name}-${loads++}`);
    writes.shift()?.();
    return writes.length > 0;
  }

  function planLoad(batchId: string): (() => void)[] {
    const from = world.positions.map((position) => ({ ...position }));
    const ranges: LedgerRange[] = [];
    const rows: TableRow[] = [];
    const letters: (() => void)[] = [];
    const sums = { staged: 0, loaded: 0, alreadyLoaded: 0, conflicts: 0, unloadable: 0 };
    for (const { partition, nextOffset, rawHighWater } of from) {
      const unread = world.logs.clean[partition]!.records.filter(({ offset }) => offset >= nextOffset);
      const messages = unread.slice(0, most);
      if (messages.length === 0) continue;
      const next = messages.at(-1)!.offset + 1;
      let highWater = rawHighWater;
      const counted = messages
        .map(lineageOf)
        .filter(({ raw_offset: r }) => r > highWater && ((highWater = r), true));
      const [firstRaw = null, lastRaw = null] = [counted[0]?.raw_offset, counted.at(-1)?.raw_offset];
      const raws = { firstRaw, lastRaw, rows: counted.length };
      ranges.push({ batchId, partition, first: nextOffset, next, ...raws });
      for (const { raw_offset: rawOffset, ingested_at: ingestedAt } of counted)
        settle({ partition, rawOffset, ingestedAt }, verdicts[partition]![rawOffset]!);
    }

    function settle(
      place: Pick<TableRow, 'partition' | 'rawOffset' | 'ingestedAt'>,
      { fate, call }: Verdict,
    ): void {
      const { partition, rawOffset } = place;
      const id = callId(call);
      const known = [...world.rows, ...rows].find((row) => row.callId === id);
      if (fate === 'unloadable') {
        sums.unloadable += 1;
        return void letters.push(() => refuse(partition, rawOffset, 'load', null));
      }
      sums.staged += 1;
      if (known === undefined) {
        sums.loaded += 1;
        rows.push(rowOf(batchId, { ...place, call }));
      } else if (known.fingerprint === fingerprint(call)) sums.alreadyLoaded += 1;
      else {
        sums.conflicts += 1;
        letters.push(() => refuse(partition, rawOffset, 'conflict', known.rawOffset));
      }
    }

    const files = [
      ['part-00000.parquet', 100],
      ['manifest.json', 50],
      ['_SUCCESS', 0],
    ] as const;
    if (ranges.length === 0) return [];
    // What it cannot load it passes over, without a batch.
    if (sums.staged === 0) return [...letters, () => void move(from, ranges)];
    return [
      ...letters,
      ...files.map(
        ([file, bytes]) =>
          () =>
            void world.objects.push({ key: `${batchFolder(batchId)}/${file}`, bytes, modifiedAt: loadedAt }),
      ),
      () => {
        if (!move(from, ranges)) return;
        world.rows.push(...rows);
        world.ranges.push(...ranges);
        world.batches.push({ batchId, ...sums, files: 1, bytes: 100, committedAt: loadedAt });
      },
    ];
  }

  function refuse(
    partition: number,
    rawOffset: number,
    reason: 'load' | 'conflict',
    original: number | null,
  ): void {
    const record = {
      offset: rawOffset,
      timestamp: timeOf(rawOffset),
      key: null,
      value: rawValue(verdicts[partition]![rawOffset]!.call),
      headers: {},
    };
    const duplicateOf = original !== null && { duplicateOf: original };
    const dlq = world.logs.dlq[partition]!;
    const time = Math.max(timeOf(rawOffset) + 7, dlq.records.at(-1)?.timestamp ?? 0);
    append(
      dlq,
      letterOf(world.topics.raw, partition, record, { stage: 'load', reason, ...duplicateOf }, time),
    );
  }

  // Compare-and-set: another loader may have been here.
  function move(from: World['positions'], ranges: readonly LedgerRange[]): boolean {
    const isThere = ranges.every(
      ({ partition }) => world.positions[partition]!.nextOffset === from[partition]!.nextOffset,
    );
    if (!isThere) return false;
    for (const { partition, next, lastRaw } of ranges) {
      const { rawHighWater } = world.positions[partition]!;
      world.positions[partition] = { partition, nextOffset: next, rawHighWater: lastRaw ?? rawHighWater };
    }
    return true;
  }

  return { step };
}
