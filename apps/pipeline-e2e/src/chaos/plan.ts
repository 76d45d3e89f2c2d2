import { createRandom, type Random } from '@cdr/generator';
import {
  brokerPoints,
  databaseDeaths,
  type Harm,
  kafkaMischief,
  mostNth,
  type Place,
  points,
  storeMischief,
  warehouseMischief,
} from './fault-packs.ts';
import { type Role, roles } from './kill-points/order.ts';
import type { Mischief } from './proxy/start-proxy.ts';

/** The parts that the workers reach through a proxy. */
export type ProxiedPart = 'kafka' | 'store' | 'warehouse';

/** An instance of a worker, and the point where it is hit. */
export interface Victim extends Place {
  instance: number;
  nth: number;
  delayMs: number;
}

/** One thing that is done to the pipeline. */
export type Fault =
  | ({ kind: 'kill' } & Victim)
  /** Stopped for longer than its group waits for it, then let go on: the zombie. */
  | ({ kind: 'pause'; ms: number } & Victim)
  /** The broker is killed while a validator stands between two sends. */
  | ({ kind: 'broker restart'; downMs: number } & Victim)
  /** PostgreSQL is killed, or told to end, while a loader stands in the middle of a load. */
  | ({ kind: 'database restart'; how: 'kill' | 'restart'; downMs: number } & Victim)
  | { kind: 'mischief'; part: ProxiedPart; exchange: string; mischief: Mischief }
  | { kind: 'cut connections'; part: ProxiedPart }
  /** One instance more for a while: two rebalances. */
  | { kind: 'scale'; role: Role; ms: number };

export type FaultOf<Kind extends Fault['kind']> = Extract<Fault, { kind: Kind }>;

/** A fault, and when: as soon as so many records are published. */
export interface Step {
  at: number;
  fault: Fault;
}

export interface PlanOptions {
  records: number;
  kills: number;
  seed: number;
}

/** Instances of each worker at the start. */
export const instances = 3;

/**
 * All faults of a run, by the records after which they begin. It follows from the options alone; how processes and
 * machine then meet it does not.
 */
export function planFaults({ records, kills, seed }: PlanOptions): Step[] {
  const random = createRandom(seed, 11);
  const share = (of: number, least: number) => Math.max(least, Math.round(kills / of));
  const deal = dealer(random);
  const turns = { validator: dealOneByOne(random), loader: dealOneByOne(random) };
  const victim = (place: Place) => victimAt(random, place);
  const faults = shuffled(random, [
    ...deal(points, kills).map((point) => ({ kind: 'kill' as const, ...victim(point) })),
    ...deal(points, share(8, 3)).map((point) => ({
      kind: 'pause' as const,
      ms: 12_000 + random.below(6_000),
      ...victim(point),
    })),
    ...deal(brokerPoints, share(25, 1)).map((point) => ({
      kind: 'broker restart' as const,
      downMs: 500 + random.below(4_000),
      ...victim(point),
    })),
    ...deal(databaseDeaths, share(25, 2)).map(({ point, how }) => ({
      kind: 'database restart' as const,
      how,
      downMs: 500 + random.below(4_000),
      ...victim(point),
    })),
    ...deal(kafkaMischief, share(5, 4)).map(mischiefOn('kafka')),
    ...deal(warehouseMischief, share(10, 2)).map(mischiefOn('warehouse')),
    ...deal(storeMischief, share(5, 4)).map(mischiefOn('store')),
    ...deal(['kafka', 'warehouse', 'store'] as const, share(20, 1)).map((part) => ({
      kind: 'cut connections' as const,
      part,
    })),
    ...deal(roles, share(12, 2)).map((role) => ({
      kind: 'scale' as const,
      role,
      ms: 8_000 + random.below(8_000),
    })),
  ]);
  // Not from the first record on, for workers must be at work; nor up to the last one.
  const first = records * 0.02;
  const apart = (records * 0.9) / faults.length;
  return faults.map((fault, n) => ({
    at: Math.round(first + apart * (n + random.next() / 2)),
    // The instances in turn, so that none waits for what was ordered of it before.
    fault: 'role' in fault && 'point' in fault ? { ...fault, instance: turns[fault.role]() } : fault,
  }));
}

function victimAt(random: Random, { role, point }: Place): Omit<Victim, 'instance'> {
  return {
    role,
    point,
    nth: 1 + random.below(mostNth[point]),
    delayMs: point === 'in flight' ? random.below(8) : 0,
  };
}

function mischiefOn(part: ProxiedPart) {
  return (harm: Harm) => ({ kind: 'mischief' as const, part, ...harm });
}

/** Deals so many of a pack, shuffled anew whenever it is used up: each card comes before any comes again. */
function dealer(random: Random) {
  return function deal<Card>(pack: readonly Card[], count: number): Card[] {
    const dealt: Card[] = [];
    while (dealt.length < count) dealt.push(...shuffled(random, pack));
    return dealt.slice(0, count);
  };
}

/** The instances of a worker, each before any comes again. */
function dealOneByOne(random: Random): () => number {
  let pack: number[] = [];
  return function next() {
    if (pack.length === 0) pack = shuffled(random, [...Array(instances).keys()]);
    return pack.pop()!;
  };
}

function shuffled<Card>(random: Random, pack: readonly Card[]): Card[] {
  const cards = [...pack];
  for (let last = cards.length - 1; last > 0; last -= 1) {
    const other = random.below(last + 1);
    [cards[last], cards[other]] = [cards[other]!, cards[last]!];
  }
  return cards;
}
