import { readDeadLetter } from '@cdr/kafka';
import type { ProblemKind } from '../problems.ts';
import { rawOffsetOf, type World } from './world.ts';

/** What an audit must find of a fault, and nothing else: kinds of problems, and raw offsets by partition. */
export interface Expected {
  kinds: ProblemKind[];
  missing?: Place;
  unknown?: Place;
  lost?: Place;
  strayRows?: Place;
  repeatedRows?: Place;
  altered?: Place;
  /** The amounts of each range agree though those of the table changed. */
  amountsAgree?: true;
}

export interface Place {
  partition: number;
  rawOffset: number;
}

/** Plants one fault into a healthy world; null where the world has nothing for it. `pick` chooses among candidates. */
export type Plant = (world: World, pick: <T>(candidates: readonly T[]) => T | undefined) => Expected | null;

/** Clean records by the reader rule, of one partition. */
export function accepted(world: World, partition: number): number[] {
  let highWater = -1;
  return world.logs.clean[partition]!.records.map(rawOffsetOf).filter((r) => {
    const counts = r > highWater;
    if (counts) highWater = r;
    return counts;
  });
}

/** The raw offset from which records of a partition may still be on their way. */
export function through(world: World, partition: number): number {
  return Math.max(world.committed[partition] ?? 0, (accepted(world, partition).at(-1) ?? -1) + 1);
}

/** Places of all partitions. */
export function places<T extends Place>(world: World, of: (partition: number) => T[]): T[] {
  return world.positions.flatMap(({ partition }) => of(partition));
}

/** Takes every letter for a raw record away. */
export function removeLetters(world: World, { partition, rawOffset }: Place): void {
  const dlq = world.logs.dlq[partition]!;
  dlq.records = dlq.records.filter((record) => readDeadLetter(record)?.rawOffset !== rawOffset);
}

/** Rows whose call nothing else speaks of. */
export function loneRows(world: World) {
  const spokenOf = (callId: string) =>
    world.logs.clean.flatMap(({ records }) => records).filter(({ value }) => value!.includes(callId));
  return world.rows.filter(({ callId }) => new Set(spokenOf(callId).map(rawOffsetOf)).size === 1);
}

/** Whether the loader has refused the record of a row at some time. */
export function hasLetterOfLoader(world: World, { partition, rawOffset }: Place): boolean {
  return world.logs.dlq[partition]!.records.some((record) => {
    const letter = readDeadLetter(record)!;
    return letter.stage === 'load' && letter.rawOffset === rawOffset;
  });
}
