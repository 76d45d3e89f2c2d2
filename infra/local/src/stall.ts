import type { Standing } from './standing.ts';

/** Tells how long nothing has moved. */
export interface StallClock {
  /** Takes what is known at `now`, epoch ms, null when nothing could be read; resolves to whether nothing moved for too long. */
  stalled(standing: Standing | null, now: number): boolean;
}

const usualLimitMs = 5 * 60_000;
const patientIntervals = 3; // a record a quarter of an hour is slow, and no stall

/** The longest time without progress, ms, at a rate in records a second as it was typed. */
export function stallLimitMs(rate: string | undefined): number {
  const perSecond = Number(rate);
  return perSecond > 0 ? Math.max(usualLimitMs, (patientIntervals * 1_000) / perSecond) : usualLimitMs;
}

/** A clock that begins anew whenever a figure changes. */
export function createStallClock(limitMs: number): StallClock {
  let last: string | null = null;
  let since: number | null = null;

  function stalled(standing: Standing | null, now: number): boolean {
    const figures = standing === null ? last : JSON.stringify(standing);
    if (since === null || figures !== last) since = now;
    last = figures;
    return now - since >= limitMs;
  }
  return { stalled };
}

/** Which worker holds the others up, in one sentence with its log to look at. */
export function sayStuck(standing: Standing | null, limitMs: number, logFolder: string): string {
  const nothing = `Nothing has moved for ${Math.round(limitMs / 60_000)} minutes`;
  if (standing === null) return `${nothing}: no figures can be read from Kafka and PostgreSQL.`;
  const { who, what } = suspects.find(({ isStuck }) => isStuck(standing))!;
  return `${nothing}: ${what(standing)}. Look at ${logFolder}/${who}.log; topics, tables and logs are kept.`;
}

const suspects: { who: string; isStuck: (s: Standing) => boolean; what: (s: Standing) => string }[] = [
  {
    who: 'validator',
    isStuck: ({ raw, validated }) => raw > validated,
    what: ({ raw, validated }) => `the validator has ${raw - validated} raw records before it`,
  },
  {
    who: 'loader',
    isStuck: ({ clean, loaded }) => clean > loaded,
    what: ({ clean, loaded }) => `the loader has ${clean - loaded} clean records before it`,
  },
  { who: 'generator', isStuck: () => true, what: () => 'the generator is not done, and publishes nothing' },
];
