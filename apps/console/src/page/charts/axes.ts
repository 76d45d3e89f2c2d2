import type uPlot from 'uplot';
import { duration, shortCount } from '../show/format.ts';

/** What an axis counts in: where its ticks may stand, and how they are written. */
export interface Scale {
  write: (value: number) => string;
  steps: number[];
}

/** 1, 2 and 5 of each power of ten. */
function steps(firstPower: number, lastPower: number): number[] {
  const powers = Array.from({ length: lastPower - firstPower + 1 }, (_, place) => firstPower + place);
  return powers.flatMap((power) => [1, 2, 5].map((digit) => Number(`${digit}e${power}`)));
}

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** Ticks stand where minutes, hours and days are whole, so that they are short to write. */
export const momentSteps = [
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * minute),
  ...[1, 2, 4, 8, 12].map((hours) => hours * hour),
  ...[1, 2, 7, 30].map((days) => days * day),
];

export const scales = {
  counts: { write: shortCount, steps: steps(-1, 12) },
  seconds: { write: duration, steps: [...steps(-4, 0), 10, 20, 30, ...momentSteps] },
} satisfies Record<string, Scale>;

/** From 0 to a little above the most, so that a line that lies low looks low. */
export function fromZero(_: uPlot, _least: number | null, most: number | null): [number, number] {
  return [0, most !== null && most > 0 ? most * 1.1 : 1];
}

/** Hour and minute in UTC; at midnight the date. */
export function writeMoment(at: number): string {
  const written = new Date(at * 1_000).toISOString();
  return at % day === 0 ? written.slice(5, 10) : written.slice(11, 16);
}
