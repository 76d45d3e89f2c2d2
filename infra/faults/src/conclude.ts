import type { Audit } from './audit.ts';
import {
  between,
  countTold,
  type Done,
  type Evidence,
  type Finding,
  judgeFaults,
  sayFault,
  troubles,
} from './judge.ts';
import type { Kind } from './plan.ts';

/** The figures of a run; `--json` prints them. */
export interface FaultsResult {
  /** In raw, when the load had ended. */
  records: number;
  faults: Finding[];
  kills: number;
  pauses: number;
  restarts: number;
  slowdowns: number;
  unexpectedExits: number;
  /** Outages of which a worker told more than once. */
  toldMoreThanOnce: number;
  /** null when it did not come to that, or said nothing. */
  audit: Audit | null;
  seconds: number;
  passed: boolean;
  /** One sentence for each thing that should not be so, those of the faults too. */
  problems: string[];
}

/** A run as it was. */
export interface Run {
  done: readonly Done[];
  /** When the load was ended, epoch ms. */
  endedAt: number;
  evidence: Evidence;
  /** What went wrong beside the faults. */
  problems: readonly string[];
  audit: Audit | null;
  records: number;
  seconds: number;
}

/** Judges a run as a whole: it passed when there is no problem. */
export function conclude({ done, endedAt, evidence, problems, audit, records, seconds }: Run): FaultsResult {
  const faults = judgeFaults(done, evidence, endedAt);
  const start = between(evidence, 0, done[0]?.beganAt ?? endedAt);
  const end = between(evidence, endedAt);
  const all = [
    ...problems,
    ...troubles(start).map((what) => `before the first fault: ${what}`),
    ...countTold(start.told).map(({ worker, part }) => `before the first fault: ${worker} told of ${part}`),
    ...faults.flatMap((fault) => fault.problems.map((what) => `${sayFault(fault)}: ${what}`)),
    ...troubles(end).map((what) => `at the end: ${what}`),
    ...(audit === null ? ['no audit says whether anything is lost or doubled'] : []),
    ...(audit?.holds === false ? ['the audit does not hold'] : []),
  ];
  function count(kind: Kind): number {
    return faults.filter((fault) => fault.kind === kind).length;
  }
  return {
    records,
    faults,
    kills: count('kill'),
    pauses: count('pause'),
    restarts: count('restart'),
    slowdowns: count('slow'),
    unexpectedExits: evidence.exits.filter(({ expected }) => !expected).length,
    toldMoreThanOnce: faults.flatMap(({ told }) => told).filter(({ times }) => times > 1).length,
    audit,
    seconds,
    passed: all.length === 0,
    problems: all,
  };
}
