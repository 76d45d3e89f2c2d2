import type { PartitionAudit } from '@cdr/audit';
import type { DeadReason } from '@cdr/kafka';
import type { RawPlace, RunLoads } from './ledger.ts';

/** The counts of one run; dlqByReason and dlqByStage each sum to dlq, and raw is clean + dlqByStage.validate. */
export interface RunCounts {
  raw: number;
  clean: number;
  dlq: number;
  dlqByReason: Partial<Record<DeadReason, number>>;
  dlqByStage: { validate: number; load: number };
  loaded: number;
  alreadyLoaded: number;
  batches: number;
  /** From the first append to raw to the last commit. */
  seconds: number;
  recordsPerSecond: number;
}

/** A letter of the loader, by the raw record it is about. */
export interface LoaderLetter extends RawPlace {
  reason: DeadReason;
}

export interface RunFindings {
  audits: readonly PartitionAudit[];
  /** Those that count: their records are not in the table. */
  letters: readonly LoaderLetter[];
  loads: RunLoads;
  /** Epoch ms, null for a partition the run put nothing into. */
  firstAppends: readonly (number | null)[];
}

/** Adds up what was found of a run. */
export function countRun({ audits, letters, loads, firstAppends }: RunFindings): RunCounts {
  const clean = sum(audits.map((audit) => audit.clean));
  const dead = sum(audits.map((audit) => audit.dead));
  const raw = sum(audits.map((audit) => audit.raw));
  const dlqByReason: RunCounts['dlqByReason'] = {};
  function add(reason: DeadReason, n: number): void {
    dlqByReason[reason] = (dlqByReason[reason] ?? 0) + n;
  }
  for (const { deadByReason } of audits)
    for (const [reason, n] of Object.entries(deadByReason)) add(reason as DeadReason, n);
  for (const { reason } of letters) add(reason, 1);

  const seconds = secondsOf(firstAppends, loads.committedAt);
  return {
    raw,
    clean,
    dlq: dead + letters.length,
    dlqByReason,
    dlqByStage: { validate: dead, load: letters.length },
    loaded: loads.loaded,
    alreadyLoaded: clean - letters.length - loads.loaded,
    batches: loads.batches,
    seconds,
    recordsPerSecond: seconds > 0 ? Math.round(raw / seconds) : 0,
  };
}

function secondsOf(firstAppends: readonly (number | null)[], committedAt: number | null): number {
  const times = firstAppends.filter((time) => time !== null);
  return times.length > 0 && committedAt !== null ? (committedAt - Math.min(...times)) / 1000 : 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
