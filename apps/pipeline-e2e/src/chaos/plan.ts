import { defaultTopics } from '@cdr/call-record';
import { createRandom, type Random } from '@cdr/generator';
import { type NamedPoint, type Point, pointsOf, type Role, roles } from './kill-points/order.ts';
import { producerClient } from './publish.ts';
import type { Mischief } from './proxy/start-proxy.ts';

/** The parts that the workers reach through a proxy. */
export type ProxiedPart = 'kafka' | 'store' | 'warehouse';

/** An instance of a worker, and a point that it comes to. */
export interface Victim {
  role: Role;
  instance: number;
  point: Point;
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

/** What is done on the way to Kafka: every kind of it to everybody who writes. */
const kafkaMischief: { exchange: string; mischief: Mischief }[] = [
  `produce cdr-validator ${defaultTopics.clean}`,
  `produce cdr-validator ${defaultTopics.dlq}`,
  `produce ${producerClient} ${defaultTopics.raw}`,
].flatMap((exchange) =>
  [
    { how: 'cut answer' } as const,
    { how: 'swallow' } as const,
    { how: 'delay answer', ms: 4_000 } as const,
    // Longer than the client waits: its second attempt is answered first.
    { how: 'delay answer', ms: 12_000 } as const,
    { how: 'cut request' } as const,
  ].map((mischief) => ({ exchange, mischief })),
);

const slowDown =
  'HTTP/1.1 503 Slow Down\r\nContent-Type: application/xml\r\nContent-Length: 79\r\nConnection: close\r\n\r\n' +
  '<Error><Code>SlowDown</Code><Message>Please reduce your rate.</Message></Error>';

const storeMischief: { exchange: string; mischief: Mischief }[] = [
  { exchange: 'PUT', mischief: { how: 'refuse', answer: slowDown } },
  { exchange: 'PUT', mischief: { how: 'cut request' } },
  { exchange: 'PUT', mischief: { how: 'cut answer' } },
  { exchange: 'PUT', mischief: { how: 'delay request', ms: 5_000 } },
  { exchange: 'GET', mischief: { how: 'cut answer' } },
  { exchange: 'GET', mischief: { how: 'delay answer', ms: 5_000 } },
];

const warehouseMischief: { exchange: string; mischief: Mischief }[] = [
  // Committed, and the loader cannot know.
  { exchange: 'COMMIT', mischief: { how: 'cut answer' } },
  { exchange: 'COMMIT', mischief: { how: 'cut request' } },
  { exchange: 'COMMIT', mischief: { how: 'delay answer', ms: 6_000 } },
  { exchange: 'COPY', mischief: { how: 'cut request' } },
];

/**
 * All faults of a run, by the records after which they begin. It follows from the options alone; how processes and
 * machine then meet it does not.
 */
export function planFaults({ records, kills, seed }: PlanOptions): Step[] {
  const random = createRandom(seed, 11);
  const share = (of: number, least: number) => Math.max(least, Math.round(kills / of));
  const deal = dealer(random);
  const faults: Fault[] = shuffled(random, [
    ...deal(points, kills).map((point) => ({ kind: 'kill' as const, ...victim(random, point) })),
    ...deal(points, share(8, 3)).map((point) => ({
      kind: 'pause' as const,
      ms: 12_000 + random.below(6_000),
      ...victim(random, point),
    })),
    ...deal(brokerPoints, share(25, 1)).map((point) => ({
      kind: 'broker restart' as const,
      downMs: 500 + random.below(4_000),
      ...victim(random, point),
    })),
    ...deal(databaseDeaths, share(25, 2)).map(({ point, how }) => ({
      kind: 'database restart' as const,
      how,
      downMs: 500 + random.below(4_000),
      ...victim(random, point),
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
  return faults.map((fault, n) => ({ at: Math.round(first + apart * (n + random.next() / 2)), fault }));
}

/** Up to which time, counted from the order on, it is let come to a point. A load puts three objects and asks for much. */
const mostNth: Record<Point, number> = {
  'after a letter': 4,
  'between letter and clean': 4,
  'after clean': 6,
  'after S3 put': 3,
  'after COPY': 2,
  'before ledger': 2,
  'after commit': 2,
  'in flight': 12,
};
const named: NamedPoint[] = [...pointsOf.validator, ...pointsOf.loader];
// One kill in four is at no point in particular.
const points: { role: Role; point: Point }[] = [
  ...named.map((point) => ({ role: roleOf(point), point })),
  ...roles.map((role) => ({ role, point: 'in flight' as const })),
];
const brokerPoints = pointsOf.validator.map((point) => ({ role: 'validator' as const, point }));
const databaseDeaths = (['before ledger', 'after COPY'] as const).flatMap((point) =>
  (['kill', 'restart'] as const).map((how) => ({ point: { role: 'loader' as const, point }, how })),
);

function roleOf(point: NamedPoint): Role {
  return (pointsOf.validator as readonly string[]).includes(point) ? 'validator' : 'loader';
}

function victim(random: Random, { role, point }: { role: Role; point: Point }): Victim {
  return {
    role,
    point,
    instance: random.below(instances),
    nth: 1 + random.below(mostNth[point]),
    delayMs: point === 'in flight' ? random.below(8) : 0,
  };
}

function mischiefOn(part: ProxiedPart) {
  return (harm: { exchange: string; mischief: Mischief }): Fault => ({ kind: 'mischief', part, ...harm });
}

/** Deals so many of a pack, shuffled anew whenever it is used up: each card comes before any comes again. */
function dealer(random: Random) {
  return function deal<Card>(pack: readonly Card[], count: number): Card[] {
    const dealt: Card[] = [];
    while (dealt.length < count) dealt.push(...shuffled(random, pack));
    return dealt.slice(0, count);
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
