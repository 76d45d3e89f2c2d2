import type { AuditSaid } from './audit-stage.ts';
import type { Done } from './deeds.ts';
import type { ChaosOptions } from './options.ts';
import type { Judgement } from './truth/judge-run.ts';

/** The figures of a run; `--json` prints them. */
export interface ChaosResult extends Judgement, Done {
  audit: AuditSaid;
  unexpectedEnds: string[];
  seconds: number;
  seed: number;
  passed: boolean;
  /** One sentence for each thing that should not be so. */
  problems: string[];
}

/** A run as it was. */
export interface Run {
  options: ChaosOptions;
  done: Done;
  judgement: Judgement;
  audit: AuditSaid;
  /** Ends of workers that nobody ordered. */
  unexpectedEnds: string[];
  /** What went wrong beside. */
  problems: readonly string[];
  seconds: number;
  /** Copies further apart are forgotten by a validator, and no wrong verdict. */
  dedupCalls: number;
}

/** Judges a run as a whole. */
export function conclude(run: Run): ChaosResult {
  const { options, done, judgement, audit, unexpectedEnds, seconds, dedupCalls } = run;
  const { lost, doubled, wrongVerdicts, offences, records, furthestCopy } = judgement;
  const problems = [
    ...run.problems,
    ...(lost + doubled + wrongVerdicts > 0
      ? [`${lost} lost, ${doubled} doubled, ${wrongVerdicts} wrong verdicts`, ...offences]
      : []),
    ...(audit.holds ? [] : ['the audit does not hold', ...audit.problems]),
    ...unexpectedEnds.map((end) => `a worker ended that nobody had told to: ${JSON.stringify(end)}`),
    ...(done.kills < options.kills ? [`only ${done.kills} of ${options.kills} kills were made`] : []),
    ...(records < options.records ? [`raw has only ${records} of ${options.records} records`] : []),
    ...(furthestCopy >= dedupCalls / 2
      ? [
          `a copy came ${furthestCopy} calls behind its call: too far for ${dedupCalls} remembered calls to be sure of`,
        ]
      : []),
  ];
  const passed = problems.length === 0;
  const { seed } = options;
  return { ...judgement, ...done, audit, unexpectedEnds, seconds, seed, passed, problems };
}
