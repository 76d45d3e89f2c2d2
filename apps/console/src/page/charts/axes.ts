import type uPlot from 'uplot';
import { duration, shortCount } from '../show/format.ts';

/** What an axis counts in: where its ticks may stand, and how they are written. */
export interface Scale {
  write: (value: number) => string;
  steps?: number[];
}

const decimalSteps = [1e-4, 1e-3, 1e-2, 1e-1].flatMap((unit) => [unit, 2 * unit, 5 * unit]);

export const scales = {
  counts: { write: shortCount },
  /** Ticks stand where minutes and hours are whole, so that they are short to write. */
  seconds: {
    write: duration,
    steps: [
      ...decimalSteps,
      1,
      2,
      5,
      10,
      20,
      30,
      60,
      120,
      300,
      600,
      1_200,
      1_800,
      3_600,
      7_200,
      14_400,
      86_400,
    ],
  },
} satisfies Record<string, Scale>;

/** From 0 to a little above the most, so that a line that lies low looks low. */
export function fromZero(_: uPlot, _least: number | null, most: number | null): [number, number] {
  return [0, most !== null && most > 0 ? most * 1.1 : 1];
}

const daySeconds = 86_400;

/** Hour and minute in UTC; at midnight the date. */
export function writeMoment(at: number): string {
  const written = new Date(at * 1_000).toISOString();
  return at % daySeconds === 0 ? written.slice(5, 10) : written.slice(11, 16);
}
