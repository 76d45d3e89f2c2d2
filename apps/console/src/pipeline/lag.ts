import type { OffsetRange } from '@cdr/kafka';
import type { PartitionLag } from '../api.ts';
import { type Look, valueOf } from './look.ts';

/** How far a consumer was in each partition at one moment, and how far the topic went. */
export interface Standing {
  at: number;
  partitions: { position: number; end: number }[];
}

/** How far the validators are in raw, in the looks that saw it: by what they have committed behind acknowledgements. */
export function validatorStandings(looks: readonly Look[]): Standing[] {
  return looks.flatMap(({ at, kafka }) => {
    const seen = valueOf(kafka);
    if (seen === undefined) return [];
    return [{ at, partitions: seen.raw.map((held, p) => standing(held, seen.validatedThrough[p] ?? null)) }];
  });
}

/** How far the loaders are in clean, in the looks that saw it: by what the warehouse says. */
export function loaderStandings(looks: readonly Look[]): Standing[] {
  return looks.flatMap(({ at, kafka, warehouse }) => {
    const clean = valueOf(kafka)?.clean;
    const through = valueOf(warehouse)?.loadedThrough;
    if (clean === undefined || through === undefined) return [];
    return [{ at, partitions: clean.map((held, p) => standing(held, through.get(p) ?? null)) }];
  });
}

// What expired counts as dealt with: nobody can any more. A position read after the topic's end may be beyond it.
function standing({ start, end }: OffsetRange, position: number | null) {
  return { position: Math.min(end, Math.max(start, position ?? start)), end };
}

/** Moments before which records that wait did not come, epoch ms, by partition and offset. */
export type RecordTimes = (partition: number, offset: number) => number | undefined;

/** When a record came into raw, at the earliest; null when that is not known. */
type Arrivals = (partition: number, offset: number) => number | null;

/** How far the validators are behind at the last look, and since when the oldest record waits. */
export function validatorLags(looks: readonly Look[], times: RecordTimes): PartitionLag[] {
  const standings = validatorStandings(looks);
  return lagsOf(standings, (partition, offset) =>
    later(times(partition, offset), unseenAt(standings, partition, offset)),
  );
}

/** The same of the loaders; a record waits for them from the moment on when it came into raw. */
export function loaderLags(looks: readonly Look[], times: RecordTimes): PartitionLag[] {
  const [standings, before] = [loaderStandings(looks), validatorStandings(looks)];
  function cameAt(partition: number, offset: number): number | null {
    const unseen = unseenAt(standings, partition, offset);
    const validator = before.find(({ at }) => at === unseen)?.partitions[partition];
    if (validator === undefined || validator.position === validator.end) return unseen;
    // While it was not in clean it may have been the oldest that the validators had before them.
    return unseenAt(before, partition, validator.position);
  }
  return lagsOf(standings, (partition, offset) => later(times(partition, offset), cameAt(partition, offset)));
}

function lagsOf(standings: readonly Standing[], cameAt: Arrivals): PartitionLag[] {
  const last = standings.at(-1);
  if (last === undefined) return [];
  return last.partitions.map(({ position, end }, partition) => ({
    partition,
    position,
    end,
    lagRecords: end - position,
    lagSeconds: position === end ? 0 : ageOf(cameAt(partition, position), last.at),
  }));
}

/** The last look that did not see the record at this offset yet, which came after it; null when the first one saw it. */
function unseenAt(standings: readonly Standing[], partition: number, offset: number): number | null {
  const first = standings.findIndex(({ partitions }) => (partitions[partition]?.end ?? 0) > offset);
  return first <= 0 ? null : standings[first - 1]!.at;
}

// Each says that the record came no earlier.
function later(read: number | undefined, seen: number | null): number | null {
  return read === undefined || seen === null ? (read ?? seen) : Math.max(read, seen);
}

function ageOf(moment: number | null, now: number): number | null {
  return moment === null ? null : Math.max(0, now - moment) / 1000;
}

/** The whole lag. */
export function lagRecords({ partitions }: Standing): number {
  return partitions.reduce((sum, { position, end }) => sum + end - position, 0);
}

/** The longest that a record waits, in seconds; null when one waits of which that is not known. */
export function lagSeconds(lags: readonly PartitionLag[]): number | null {
  const ages = lags.map((lag) => lag.lagSeconds);
  return ages.includes(null) ? null : Math.max(0, ...(ages as number[]));
}
