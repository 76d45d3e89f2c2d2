import type { Fault, Kind, PartName } from './plan.ts';
import type { Told } from './told.ts';
import type { WorkerExit } from './worker-target.ts';

/** A fault that was done, with when. Times in epoch ms. */
export interface Done extends Fault {
  beganAt: number;
  /** The part was started again, or went on. */
  backAt: number;
  /** The pipeline worked as before; null when it did not in time. */
  recoveredAt: number | null;
  /** Workers whose /ready said meanwhile that they are not. */
  notReady: string[];
}

/** What came of a fault. */
export interface Finding extends Fault {
  secondsDown: number;
  recoverySeconds: number | null;
  /** How often each worker told of an outage, by the part it named. */
  told: { worker: string; part: string; times: number }[];
  notReady: string[];
  exits: { worker: string; exit: string; expected: boolean }[];
  /** One sentence for each thing that should not be so. */
  problems: string[];
}

/** What all the workers' logs and ends say. */
export interface Evidence {
  told: readonly Told[];
  exits: readonly WorkerExit[];
}

/** Which workers find out that a part is away, and what they call it. */
const users: Partial<Record<PartName, { called: string; by: readonly string[] }>> = {
  kafka: { called: 'Kafka', by: ['generator', 'validator', 'loader'] },
  'object-store': { called: 'S3', by: ['loader'] },
  // who knows the schemas goes on without it
  registry: { called: 'schema registry', by: [] },
  warehouse: { called: 'warehouse', by: ['loader'] },
};

/** A restart may be over before anybody asks, and what is slow does work: then there is nothing to tell. */
const mustBeTold: Record<Kind, boolean> = { kill: true, pause: true, restart: false, slow: false };

/** Judges each fault by what was said and what ended from its beginning to that of the next, or to the end. */
export function judgeFaults(done: readonly Done[], evidence: Evidence, endedAt: number): Finding[] {
  return done.map((fault, n) =>
    judgeFault(fault, between(evidence, fault.beganAt, done[n + 1]?.beganAt ?? endedAt)),
  );
}

/** A fault for a person. */
export function sayFault({ part, kind, round }: Fault): string {
  return `${kind} ${part} (round ${round})`;
}

/** What was said and what ended from a moment to another, epoch ms. */
export function between({ told, exits }: Evidence, from: number, to = Number.POSITIVE_INFINITY): Evidence {
  function isIn({ at }: { at: number }): boolean {
    return at >= from && at < to;
  }
  return { told: told.filter(isIn), exits: exits.filter(isIn) };
}

function judgeFault(fault: Done, evidence: Evidence): Finding {
  const { beganAt, backAt, recoveredAt, notReady, ...plan } = fault;
  const told = countTold(evidence.told);
  return {
    ...plan,
    secondsDown: toSeconds(backAt - beganAt),
    recoverySeconds: recoveredAt === null ? null : toSeconds(recoveredAt - backAt),
    told,
    notReady,
    exits: evidence.exits.map(({ worker, exit, expected }) => ({ worker, exit: sayExit(exit), expected })),
    problems: [
      ...(recoveredAt === null ? ['it did not work as before in time'] : []),
      ...untold(fault, told),
      ...told.flatMap((one) => tooMuch(fault, one)),
      ...troubles(evidence),
    ],
  };
}

/** What should not be so whatever is done: errors, and ends that nobody meant. */
export function troubles({ told, exits }: Evidence): string[] {
  return [
    ...told.filter(({ kind }) => kind === 'error').map(({ worker, words }) => `${worker} says: ${words}`),
    ...exits
      .filter(({ expected }) => !expected)
      .map(({ worker, exit }) => `${worker} ended unexpectedly (${sayExit(exit)})`),
  ];
}

/** How often each worker told of an outage, by the part it named. */
export function countTold(told: readonly Told[]): Finding['told'] {
  const outages = told.filter(({ kind }) => kind === 'does not work');
  const groups = Map.groupBy(outages, ({ worker, part }) => `${worker} ${part}`);
  return [...groups.values()].map((group) => ({
    worker: group[0]!.worker,
    part: group[0]!.part!,
    times: group.length,
  }));
}

function untold({ part, kind, notReady }: Done, told: Finding['told']): string[] {
  const { called, by } = users[part] ?? { called: '', by: [] };
  if (!mustBeTold[kind]) return [];
  return by.flatMap((worker) => [
    ...(told.some((one) => one.worker === worker && one.part === called)
      ? []
      : [`${worker} did not tell of it`]),
    ...(notReady.includes(worker) ? [] : [`/ready of ${worker} did not say that it is not`]),
  ]);
}

// A worker that was stopped itself finds, when it wakes up, that Kafka has waited for it in vain: it may say so, once.
function tooMuch({ part: faulty }: Done, { worker, part, times }: Finding['told'][number]): string[] {
  const isOfIt = users[faulty]?.called === part || faulty === worker;
  if (!isOfIt) return [`${worker} told of ${part}`];
  return times > 1 ? [`${worker} told of ${part} ${times} times`] : [];
}

function sayExit({ code, signal }: WorkerExit['exit']): string {
  return signal ?? `exit code ${code}`;
}

function toSeconds(ms: number): number {
  return Number((ms / 1_000).toFixed(1));
}
