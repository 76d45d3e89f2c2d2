import type { Kind } from './calls.ts';
import type { Fault } from './judge-logs.ts';

/** What happens in a run: the parts that take part, and how often each fault comes, as weights. */
export interface Profile {
  /** Partitions; drawn from these. */
  partitions: readonly number[];
  loaders: boolean;
  /** What some of the calls are, instead of good. */
  kinds: readonly Kind[];
  /** Of the copies of earlier calls, the share that goes to another partition than its original. */
  elsewhere: number;
  /** Calls that are clean, in every partition, before the loaders begin. */
  backlog: number;
  /** Steps under faults; drawn between the two. */
  steps: readonly [number, number];
  /** Whether every deploy changes the rules, so that two owners may judge one record differently. */
  rulesChange: boolean;
  /** What is allowed to come of it. */
  tolerates?: readonly Fault['kind'][];
  /** Share of requests that go wrong. */
  network: number;
  faults: Partial<Record<FaultName, number>>;
}

export type FaultName =
  | 'crash validator'
  | 'crash loader'
  | 'sleep or wake'
  | 'rebalance'
  | 'share all'
  | 'reset offsets'
  | 'expire raw'
  | 'expire clean'
  | 'redrive'
  | 'idle gate';

const validatorFaults: Profile['faults'] = {
  'crash validator': 4,
  'sleep or wake': 5,
  rebalance: 5,
  'reset offsets': 2,
  'expire clean': 2,
  redrive: 3,
};

const usual: Profile = {
  partitions: [1, 1, 2],
  loaders: false,
  kinds: ['bad', 'bad', 'old', 'new'],
  elsewhere: 0.2,
  backlog: 0,
  steps: [150, 700],
  rulesChange: false,
  network: 0.12,
  faults: validatorFaults,
};

const chain: Profile = {
  ...usual,
  loaders: true,
  kinds: ['bad', 'old', 'unloadable'],
  steps: [300, 900],
  faults: { ...validatorFaults, 'crash loader': 4, 'idle gate': 3 },
};

/** The kinds of runs there are. */
export const profiles = {
  /** Validators alone, with every fault. */
  validators: usual,
  /** Validators and loaders, with every fault. */
  chain,
  /** Other rules with each deploy, while old validators live on. */
  deploys: {
    ...usual,
    partitions: [1],
    kinds: ['old', 'new'],
    rulesChange: true,
    tolerates: ['orphan'],
    faults: { ...validatorFaults, 'sleep or wake': 10, rebalance: 10, 'reset offsets': 0 },
  },
  /** Two owners under different rules, who never hear that there is another. */
  phantoms: {
    ...usual,
    partitions: [1],
    kinds: ['old', 'new'],
    rulesChange: true,
    tolerates: ['orphan'],
    network: 0.02,
    faults: { 'share all': 1 },
  },
  /** Raw loses what is judged; then the group's positions count, and nobody may reset them. */
  expiry: { ...usual, faults: { ...validatorFaults, 'reset offsets': 0, 'expire raw': 4 } },
  /** Sends that often land twice, and loaders that often die: many replays for them to skip, many batches begun anew. */
  replays: {
    ...chain,
    partitions: [1],
    elsewhere: 0,
    steps: [300, 700],
    network: 0.3,
    faults: { 'crash validator': 6, 'crash loader': 8, 'sleep or wake': 6, rebalance: 6, redrive: 6 },
  },
  /** Two partitions with the same calls, and loaders that race. */
  race: {
    ...chain,
    partitions: [2],
    elsewhere: 0.7,
    backlog: 12,
    steps: [200, 500],
    network: 0.05,
    faults: { 'crash loader': 2, rebalance: 8, 'sleep or wake': 6, 'idle gate': 2 },
  },
} satisfies Record<string, Profile>;

export type ProfileName = keyof typeof profiles;
