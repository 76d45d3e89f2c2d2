import type { Status } from '../api.ts';
import { lagRecords, type Standing } from './lag.ts';

/** A status and one sentence that says why. */
export interface Judgement {
  status: Status;
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

const rules: readonly Rule[] = [nobodyThere, standsStill, fallsBehind];

function nobodyThere({ name, group, members, standings }: Consumer): Judgement | null {
  if (members > 0) return null;
  return { status: 'STOP', says: `No ${name} is in the group ${group}; ${lagWords(standings.at(-1))}` };
}

function standsStill({ name, standings, windowMs }: Consumer): Judgement | null {
  const [first, last] = [standings[0], standings.at(-1)];
  if (first === undefined || last === undefined || last.at - first.at < windowMs * nearly) return null;
  const still = last.partitions.flatMap(({ position }, p) => {
    const stood = standings.every(
      ({ partitions: { [p]: at } }) => at?.position === position && at.end > position,
    );
    return stood ? [p] : [];
  });
  if (still.length === 0) return null;
  const waiting = still.reduce((sum, p) => sum + last.partitions[p]!.end - last.partitions[p]!.position, 0);
  const where = still.length === last.partitions.length ? 'any partition' : `partition ${still.join(', ')}`;
  const seconds = Math.round((last.at - first.at) / 1000);
  return {
    status: 'STALL',
    says: `The ${name} has dealt with nothing in ${where} for ${seconds} s; ${waitWords(waiting)}`,
  };
}

// Not one good moment in the newer half, against the worst of the older one: bursts and batches do not look like this.
function fallsBehind({ name, standings, windowMs }: Consumer): Judgement | null {
  const [first, last] = [standings[0], standings.at(-1)];
  if (first === undefined || last === undefined || last.at - first.at < windowMs * nearly) return null;
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
