import { printUtc } from '@cdr/call-record';
import type { Random } from './random.ts';

/** Gives the start of the next call, ms since the epoch; never goes back. */
export type NextStart = () => number;

/** About 200 calls a second of call time, so that ten million repeatable calls span half a day. */
const mostMsBetweenCalls = 10;

/** Repeatable starts: from `startAt` on in seeded steps, whatever the clock says. */
export function createSteppedStarts(startAt: number, random: Random): NextStart {
  let start = startAt;
  return function nextStart() {
    const given = start;
    start += random.below(mostMsBetweenCalls);
    return given;
  };
}

/**
 * Starts by the clock. At most `mostPerSecond` share a second, even when the clock stands still or is set back: then
 * call time runs ahead of it.
 */
export function createLiveStarts(now: () => number, mostPerSecond: number): NextStart {
  let start = 0;
  let second = 0;
  let inSecond = 0;
  return function nextStart() {
    start = Math.max(start, now());
    if (inSecond >= mostPerSecond) start = Math.max(start, (second + 1) * 1000);
    const startSecond = Math.floor(start / 1000);
    inSecond = startSecond === second ? inSecond + 1 : 1;
    second = startSecond;
    return start;
  };
}

/** Prints an instant as `YYYY-MM-DD HH:MM:SS`. */
export type PrintMoment = (instant: number) => string;

/** Calls end within 20 minutes of their start, so a second is printed again and again: the last 4,096 are kept. */
const kept = 4_096;

/** A printer of wall-clock time in an IANA time zone. */
export function createMomentPrinter(timeZone: string): PrintMoment {
  const print = timeZone === 'UTC' ? printUtc : createLocalPrinter(timeZone);
  const seconds = new Array<number>(kept).fill(-1);
  const texts = new Array<string>(kept).fill('');
  return function printMoment(instant) {
    const second = Math.floor(instant / 1000);
    const slot = second % kept;
    if (seconds[slot] !== second) {
      seconds[slot] = second;
      texts[slot] = print(second * 1000);
    }
    return texts[slot] as string;
  };
}

function createLocalPrinter(timeZone: string): PrintMoment {
  // Sweden writes dates just as the records do.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return (instant) => format.format(instant);
}
