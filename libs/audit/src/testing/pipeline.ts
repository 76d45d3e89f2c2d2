import fc from 'fast-check';
import { type Loader, startLoader } from './loader.ts';
import { type Session, takeOver, timeOf } from './validator.ts';
import { decide, type Fate, fates } from './verdicts.ts';
import { append, emptyWorld, expire, rawOffsetOf, rawValue, type World } from './world.ts';

/** What a pipeline gets, and in which order its parts come to act. */
export interface Plan {
  partitions: {
    fates: Fate[];
    /** Which share of each log expires in the end, from 0 to 1. */
    expired: { raw: number; clean: number; dlq: number };
  }[];
  /** Numbers that pick who does the next step. */
  turns: number[];
  /** What is done to the end. */
  settled: 'nothing' | 'judging' | 'all';
  /** How many messages of a partition a load takes at most. */
  most: number;
}

export const share = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1, noNaN: true }));

export const plan: fc.Arbitrary<Plan> = fc.record({
  partitions: fc.array(
    fc.record({
      fates: fc.array(fc.constantFrom(...(fates as readonly Fate[])), { maxLength: 20 }),
      expired: fc.record({ raw: share, clean: share, dlq: share }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  turns: fc.array(fc.nat(999), { maxLength: 250 }),
  settled: fc.constantFrom('nothing' as const, 'judging' as const, 'all' as const),
  most: fc.integer({ min: 1, max: 9 }),
});

/** The same without anything expired. */
export const freshPlan = plan.map((planned): Plan => ({
  ...planned,
  partitions: planned.partitions.map((one) => ({ ...one, expired: { raw: 0, clean: 0, dlq: 0 } })),
}));

/** A pipeline in memory that does one write a turn, with crashes, and with owners that go on after they were replaced. */
export interface Pipeline {
  world: World;
  /** Whoever the number picks does its next step. */
  turn(number: number): void;
  /** Everything is judged. */
  judgeAll(): void;
  /** And loaded. */
  loadAll(): void;
}

export function createPipeline({ partitions, most }: Plan): Pipeline {
  const world = emptyWorld(partitions.length);
  const verdicts = partitions.map((one, p) => decide(one.fates, p));
  const owners = partitions.map(() => 0);
  const sessions = partitions.map((_, p) => newSession(p));
  const zombies: Session[] = [];
  const loaders: Loader[] = [newLoader(0), newLoader(1)];
  let started = 2;

  function newSession(p: number): Session {
    owners[p]! += 1;
    const me = owners[p];
    return takeOver(world, p, verdicts[p]!, () => owners[p] === me);
  }
  function newLoader(n: number): Loader {
    return startLoader(world, verdicts, `batch-${n}`, most);
  }
  function produce(p: number): boolean {
    const raw = world.logs.raw[p]!;
    const verdict = verdicts[p]![raw.end];
    if (verdict === undefined) return false;
    const record = { timestamp: timeOf(raw.end), key: null, value: rawValue(verdict.call), headers: {} };
    append(raw, verdict.fate === 'hole' ? null : record);
    return true;
  }
  function validate(p: number): void {
    if (!sessions[p]!.step()) sessions[p] = newSession(p);
  }

  // Those that are listed more often act more often.
  const actors: ((p: number) => void)[] = [
    ...Array.from({ length: 5 }, () => produce),
    ...Array.from({ length: 8 }, () => validate),
    ...Array.from({ length: 6 }, () => () => loaders[0]!.step()),
    () => loaders[1]!.step(),
    () => void (loaders[0] = newLoader(started++)), // it crashed
    (p) => void (sessions[p] = newSession(p)),
    (p) => {
      zombies.push(sessions[p]!);
      sessions[p] = newSession(p);
    },
    () => zombies.at(-1)?.step(),
  ];

  function judgeAll(): void {
    for (const p of partitions.keys()) {
      while (produce(p));
      sessions[p] = newSession(p);
      while (sessions[p].step());
    }
  }
  function loadAll(): void {
    loaders[0] = newLoader(started++);
    const ends = world.logs.clean.map(({ end }) => end);
    while (world.positions.some(({ partition, nextOffset }) => nextOffset < ends[partition]!))
      loaders[0].step();
  }

  return {
    world,
    turn: (number) =>
      void actors[number % actors.length]!(Math.floor(number / actors.length) % partitions.length),
    judgeAll,
    loadAll,
  };
}

/** The world that a pipeline leaves after its plan. */
export function buildWorld(planned: Plan): World {
  const { world, turn, judgeAll, loadAll } = createPipeline(planned);
  for (const number of planned.turns) turn(number);
  if (planned.settled !== 'nothing') judgeAll();
  if (planned.settled === 'all') loadAll();
  for (const [p, { expired }] of planned.partitions.entries()) expireShare(world, p, expired);
  return world;
}

/** Expires a share of each log of a partition: only of what was dealt with, as in a healthy pipeline. */
export function expireShare(world: World, p: number, share: Plan['partitions'][number]['expired']): void {
  const [raw, clean, dlq] = [world.logs.raw[p]!, world.logs.clean[p]!, world.logs.dlq[p]!];
  const judged = Math.max(world.committed[p] ?? 0, ...clean.records.map((record) => rawOffsetOf(record) + 1));
  const expirable = { raw: judged, clean: world.positions[p]!.nextOffset, dlq: dlq.end };
  for (const [role, log] of Object.entries({ raw, clean, dlq }) as ['raw' | 'clean' | 'dlq', typeof raw][])
    expire(log, Math.max(log.start, Math.floor(share[role] * expirable[role])));
}
