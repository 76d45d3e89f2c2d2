/** What can be done a fault to: the four parts and the three workers. */
export const partNames = [
  'kafka',
  'object-store',
  'registry',
  'warehouse',
  'generator',
  'validator',
  'loader',
] as const;
export type PartName = (typeof partNames)[number];

/**
 * What is done to it. kill: SIGKILL, and started again after a while. pause: SIGSTOP, then SIGCONT. restart: told to
 * end, and started again. slow: stopped most of the time, so that answers come late.
 */
export const kinds = ['kill', 'pause', 'restart', 'slow'] as const;
export type Kind = (typeof kinds)[number];

/** One fault of a run; rounds count from 1. */
export interface Fault {
  part: PartName;
  kind: Kind;
  round: number;
  /** How long the part is away, paused or slow, at least. */
  seconds: number;
}

export interface PlanOptions {
  rounds: number;
  parts: readonly PartName[];
  kinds: readonly Kind[];
}

// A dead worker is started again by its launcher, as under npm start, so that it is not kept away any longer. Each pause
// is longer than every time limit that it can run into:
const spans: Record<PartName, Partial<Record<Kind, number>>> = {
  // a request is given 10 s and repeated once; a group forgets a member after 10 s
  kafka: { kill: 5, pause: 25, restart: 0, slow: 30 },
  // a request is given 30 s and repeated once
  'object-store': { kill: 5, pause: 70, restart: 0, slow: 30 },
  // a request is given 3 s by the validator, 5 by the generator, and repeated; slow it would meet nobody, for each schema is asked for once
  registry: { kill: 5, pause: 15, restart: 0 },
  // the loader waits 75 s for an answer; the server ends a statement after 60 s, an idle transaction after 30 s
  warehouse: { kill: 5, pause: 85, restart: 0, slow: 30 },
  // its requests, 10 s
  generator: { kill: 0, pause: 15, restart: 0 },
  // its requests and its membership, 10 s each
  validator: { kill: 0, pause: 20, restart: 0 },
  // its membership, 10 s; its transaction, 30 s
  loader: { kill: 0, pause: 40, restart: 0 },
};

/** The faults of a run, one after the other: each kind hits every part before the next kind begins. */
export function planFaults({ rounds, parts, kinds }: PlanOptions): Fault[] {
  return Array.from({ length: rounds }, (_, n) => n + 1).flatMap((round) =>
    kinds.flatMap((kind) =>
      parts.flatMap((part): Fault[] => {
        const seconds = spans[part][kind];
        return seconds === undefined ? [] : [{ part, kind, round, seconds }];
      }),
    ),
  );
}
