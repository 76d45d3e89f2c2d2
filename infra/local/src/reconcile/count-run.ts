import type { ByReason, PartitionAudit } from '@cdr/audit';

/** The counts of one run; dlqByReason and dlqByStage each sum to dlq, and raw is clean + dlqByStage.validate. */
export interface RunCounts {
  raw: number;
  clean: number;
  dlq: number;
  dlqByReason: ByReason;
  dlqByStage: { validate: number; load: number };
  loaded: number;
  alreadyLoaded: number;
  batches: number;
  /** From the first append to raw to the last commit. */
  seconds: number;
  recordsPerSecond: number;
}

/** What was found of a run. */
export interface RunFindings {
  /** The run's raw offsets, a partition each. */
  audits: readonly Pick<PartitionAudit, 'raw' | 'clean'>[];
  batches: number;
  /** The last commit of them, epoch ms; null without batches. */
  committedAt: number | null;
  /** Epoch ms, null for a partition the run put nothing into. */
  firstAppends: readonly (number | null)[];
}

/** Adds up what was found of a run. */
export function countRun({ audits, batches, committedAt, firstAppends }: RunFindings): RunCounts {
  const raw = sum(audits.map((audit) => audit.raw.records));
  const dead = sum(audits.map((audit) => audit.raw.dead));
  const refused = sum(audits.map((audit) => audit.clean.refused));
  const dlqByReason: ByReason = {};
  for (const byReason of audits.flatMap(({ raw, clean }) => [raw.deadByReason, clean.refusedByReason]))
    for (const [reason, n] of Object.entries(byReason) as [keyof ByReason, number][])
      dlqByReason[reason] = (dlqByReason[reason] ?? 0) + n;

  const seconds = secondsOf(firstAppends, committedAt);
  return {
    raw,
    clean: sum(audits.map((audit) => audit.clean.records)),
    dlq: dead + refused,
    dlqByReason,
    dlqByStage: { validate: dead, load: refused },
    loaded: sum(audits.map((audit) => audit.clean.loaded)),
    alreadyLoaded: sum(audits.map((audit) => audit.clean.alreadyLoaded)),
    batches,
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
