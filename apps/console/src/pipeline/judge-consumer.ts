import type { Status } from '../api.ts';
import { lagRecords, type Standing } from './lag.ts';

/** A status, null while it cannot be told, and one sentence that says why. */
export interface Judgement {
  status: Status | null;
  says: string;
}

export interface Consumer {
  /** `validator`, for the sentence. */
  name: string;
  group: string;
  /** In the consumer group. */
  members: number;
  /** In their order, back to a window ago or as far as the console has looked. */
  standings: readonly Standing[];
  /** How long, ms, a partition may stand still while records wait. */
  windowMs: number;
  /** How long, ms, it takes from one move to the next when all is well. */
  cycleMs: number;
  /** The longest that a record waits, in seconds; null when that is not known. */
  lagSeconds: number | null;
}

type Rule = (consumer: Consumer) => Judgement | null;

/**
 * How a consumer stands, without thresholds: Burrow's rules, the first that holds
 * (https://github.com/linkedin/Burrow/wiki/Consumer-Lag-Evaluation-Rules).
 */
export function judgeConsumer(consumer: Consumer): Judgement {
  for (const rule of rules) {
    const judgement = rule(consumer);
    if (judgement !== null) return judgement;
  }
  return { status: 'OK', says: lagWords(consumer.standings.at(-1)) };
}

const rules: readonly Rule[] = [nobodyThere, standsStill, isLookedAtTooShortly, fallsBehind];

function nobodyThere({ name, group, members, standings }: Consumer): Judgement | null {
  if (members > 0) return null;
  return { status: 'STOP', says: `No ${name} is in the group ${group}; ${lagWords(standings.at(-1))}` };
}

function standsStill({ name, standings, windowMs }: Consumer): Judgement | null {
  const [first, last] = [standings[0], standings.at(-1)];
  if (first === undefined || last === undefined || last.at - first.at < windowMs * nearly) return null;
  const still = stillPartitions(standings);
  if (still.length === 0) return null;
  const waiting = still.reduce((sum, p) => sum + last.partitions[p]!.end - last.partitions[p]!.position, 0);
  const where = still.length === last.partitions.length ? 'any partition' : `partition ${still.join(', ')}`;
  const seconds = Math.round((last.at - first.at) / 1000);
  return {
    status: 'STALL',
    says: `The ${name} has dealt with nothing in ${where} for ${seconds} s; ${waitWords(waiting)}`,
  };
}

// It may stand still, or be about to move: OK would be a guess.
function isLookedAtTooShortly({ name, standings, windowMs, cycleMs }: Consumer): Judgement | null {
  const [first, last] = [standings[0], standings.at(-1)];
  if (first === undefined || last === undefined || last.at - first.at >= windowMs * nearly) return null;
  const seconds = Math.round((last.at - first.at) / 1000);
  if (last.at - first.at <= cycleMs + patienceMs || stillPartitions(standings).length === 0) return null;
  return {
    status: null,
    says: `The ${name} has not moved everywhere for the ${seconds} s that the console looks`,
  };
}

/** Partitions in which records have waited, and none was dealt with, at all of these moments. */
function stillPartitions(standings: readonly Standing[]): number[] {
  return (standings.at(-1)?.partitions ?? []).flatMap(({ position }, p) => {
    const stood = standings.every(
      ({ partitions: { [p]: at } }) => at?.position === position && at.end > position,
    );
    return stood ? [p] : [];
  });
}

// Not one good moment in the newer half, against the worst of the older one: bursts and batches do not look like this.
function fallsBehind({ name, standings, windowMs, cycleMs, lagSeconds }: Consumer): Judgement | null {
  const [first, last] = [standings[0], standings.at(-1)];
  if (first === undefined || last === undefined || last.at - first.at < windowMs * nearly) return null;
  // Looks and batches of nearly one rhythm see the same batch grow for minutes; what waits is then no older than it.
  if (lagSeconds !== null && lagSeconds * 1000 <= 2 * cycleMs + patienceMs) return null;
  const middle = (first.at + last.at) / 2;
  const older = standings.filter(({ at }) => at < middle).map(lagRecords);
  const newer = standings.filter(({ at }) => at >= middle).map(lagRecords);
  if (Math.min(older.length, newer.length) < fewestLooks) return null;
  const [was, is] = [Math.max(...older), Math.min(...newer)];
  if (is <= was) return null;
  return {
    status: 'WARN',
    says: `The ${name} falls behind: ${waitWords(lagRecords(last))}, and more came than were dealt with for ${Math.round((last.at - first.at) / 1000)} s`,
  };
}

// Of moves and looks that are a little late.
const patienceMs = 10_000;
// Looks are not made to the millisecond.
const nearly = 0.95;
// Around an outage there may be one only, of a moment when all that had been held back came at once.
const fewestLooks = 3;

function lagWords(standing: Standing | undefined): string {
  if (standing === undefined) return 'how far it is, is not known';
  const lag = lagRecords(standing);
  return lag === 0 ? 'nothing waits' : waitWords(lag);
}

function waitWords(records: number): string {
  return records === 1 ? '1 record waits' : `${records.toLocaleString('en-US')} records wait`;
}
