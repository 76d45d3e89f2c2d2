import { type DeadReason, deadReasons, type Stage } from '@cdr/kafka';

// What is marked of each raw offset: sixteen bits.

export const isRaw = 1;
export const isClean = 2;
export const isCompared = 4;
export const isSettled = 8;
export const isRow = 16;
export const isRowTwice = 32;
export const isLost = 64;
export const isExcused = 128;
export const isOriginal = 256;
/** Some letter of the loader says that it cannot be loaded, be it the first of its letters or not. */
export const isUnloadable = 32_768;
// The number of the reason of the first letter, from 1; 0 is no letter.
const shifts: Record<Stage, number> = { validate: 9, load: 12 };
const reasonMask = 7;

/** The mark of a letter. */
export function markOf(stage: Stage, reason: DeadReason): number {
  return (deadReasons.indexOf(reason) + 1) << shifts[stage];
}

/** The reason of the letter that is marked; null without one. */
export function reasonAt(marks: number, stage: Stage): DeadReason | null {
  return deadReasons[((marks >> shifts[stage]) & reasonMask) - 1] ?? null;
}
