import type { KafkaRecord } from '@cdr/kafka';
import type { Worker } from './actors.ts';
import { rates } from './calls.ts';
import { createCrew, type Crew, type Role } from './crew.ts';
import { faults as faultTable, type Stage } from './faults.ts';
import { type Fault, judgeLogs, readLogs } from './judge-logs.ts';
import { judgeAudit } from './judge-audit.ts';
import { judgeTable } from './judge-table.ts';
import { type LoaderParts, startLoader } from './loader.ts';
import type { Weather } from './network.ts';
import { usualRules } from './oracle.ts';
import type { FaultName, Profile } from './profile.ts';
import { createPublisher } from './publish-calls.ts';
import { startValidator } from './validator.ts';
import { groups, topics } from './names.ts';
import type { World } from './world.ts';

/** One run, from its begin to its verdict. */
export interface Run {
  underFaults(): Promise<void>;
  /** Lets everything get done without more faults. */
  toTheEnd(): Promise<void>;
  judge(): Promise<Fault[]>;
}

const publishShare = 0.08;
const faultShare = 0.07;
const mostAgain = 4; // fewer than are remembered
const stepsOfTakeover = 150;
const mostStepsToSettle = 15_000;

/** Workers on a world of their own. */
export function createRun(world: World, weather: Weather, profile: Profile, parts: LoaderParts): Run {
  const { random, scheduler, broker, partitions } = world;
  const roles: Role[] = profile.loaders ? ['validators', 'loaders'] : ['validators'];
  let rate = rates.old;
  const publisher = createPublisher(world, profile);
  const positions = createPositions(parts, partitions, profile.loaders);

  function hire(role: Role, name: string): Worker {
    if (role === 'loaders') return startLoader(world, weather, name, parts);
    if (profile.rulesChange) rate = random.pick([rates.old, rates.new]);
    return startValidator(world, weather, name, rate);
  }
  const crew: Crew = createCrew({ world, roles, hire, breakGate: () => parts.database.breakHolder() });
  const archive: KafkaRecord[][] = Array.from({ length: partitions }, () => []);
  const stage: Stage = {
    world,
    crew,
    archive,
    calm,
    redrive: publisher.redrive,
    loadedThrough: positions.of,
  };
  const weighted = Object.entries(profile.faults).flatMap(([name, weight]) =>
    Array.from({ length: weight }, () => name as FaultName),
  );

  const again: { partition: number; offset: number }[] = [];

  async function step(): Promise<void> {
    crew.replaceEnded();
    await scheduler.step();
  }

  async function prepareBacklog(): Promise<void> {
    for (let n = 0; n < profile.backlog; n += 1) publisher.publishEverywhere();
    crew.letSleep('loaders');
    for (let n = 0; n < mostStepsToSettle && !isJudged(); n += 1) await step();
    crew.wakeAll();
  }

  async function underFaults(): Promise<void> {
    if (profile.backlog > 0) await prepareBacklog();
    const [least, most] = profile.steps;
    const steps = least + random.below(most - least);
    for (let n = 0; n < steps; n += 1) {
      const draw = random.next();
      if (draw < publishShare) publisher.publishOne();
      else if (draw < publishShare + faultShare) {
        await positions.read();
        await faultTable[random.pick(weighted)](stage);
      } else await step();
    }
  }

  async function toTheEnd(): Promise<void> {
    publisher.publishOne(); // so that there is an end to get to
    // Twice: two owners may come between each other once more, but what an owner goes on to remember shows again.
    for (const _ of profile.rulesChange ? [1, 2] : []) await publishAgainWhatIsNotClean();
    // Those of before live a little longer beside the last ones.
    for (let n = random.below(60); n > 0; n -= 1) await step();
    crew.relieve();
    await settle(mostStepsToSettle);
  }

  async function settle(steps: number): Promise<boolean> {
    for (let n = 0; n < steps; n += 1) {
      if (n % 20 === 0 && (await isSettled())) return true;
      await step();
    }
    return isSettled();
  }

  async function calm(steps: number): Promise<boolean> {
    const { badness } = weather;
    weather.badness = 0;
    crew.wakeAll();
    await settle(steps);
    // A takeover that has just begun judges letters once more, and says so with its positions.
    for (let n = 0; n < stepsOfTakeover; n += 1) await step();
    weather.badness = badness;
    return isSettled();
  }

  /**
   * While rules change, a copy may be dead though its original is not clean, and nothing is wrong with that: it is listed,
   * and sent again. But an owner that goes on to remember an original that is not clean would refuse every copy.
   */
  async function publishAgainWhatIsNotClean(): Promise<void> {
    again.length = 0;
    if (!(await calm(stepsOfTakeover * 10))) return;
    for (const [partition, sent] of world.sent.entries()) {
      const { clean } = readLogs(world, partition, archive[partition]!);
      for (const { call, content, kind } of sent.filter(({ offset }) => !clean.has(offset)).slice(-mostAgain))
        again.push({ partition, offset: world.publish(partition, { call, content, kind, replaces: null }) });
    }
    await calm(stepsOfTakeover * 10);
  }

  function isJudged(): boolean {
    const committed = broker.groups.committed(groups.validators, topics.raw);
    return broker.logs(topics.raw).every((raw, partition) => committed[partition] === raw.end);
  }

  async function isSettled(): Promise<boolean> {
    await positions.read();
    const clean = broker.logs(topics.clean);
    const isLoaded = clean.every(({ end }, partition) => positions.of(partition) === end);
    return isJudged() && (isLoaded || !profile.loaders);
  }

  async function judge(): Promise<Fault[]> {
    const passes = profile.rulesChange ? null : usualRules;
    const found = archive.map((old, partition) => readLogs(world, partition, old));
    const ended = crew.all.flatMap(({ name, ended: why }): Fault[] =>
      why === null ? [] : [{ kind: 'ended', where: `${name}: ${why.message}` }],
    );
    const unsettled: Fault[] = (await isSettled())
      ? []
      : [{ kind: 'stuck', where: 'not all is judged and loaded' }];
    const inLogs = found
      .flatMap((one, partition) => judgeLogs(partition, world.sent[partition]!, one, passes))
      .map(named);
    const inTable = profile.loaders ? await judgeTable(parts.database, found) : [];
    const faults = [...ended, ...unsettled, ...inLogs, ...inTable];
    return profile.loaders ? [...faults, ...(await judgeAudit(world, parts, archive, faults))] : faults;
  }

  // Copies of that last round may come between two owners themselves: what counts is an original from before it.
  function named(fault: Fault): Fault {
    const round = again.filter(({ partition }) => partition === fault.partition).map(({ offset }) => offset);
    const isPhantom = fault.kind === 'orphan' && round.includes(fault.offset!) && fault.of! < round[0]!;
    return isPhantom ? { ...fault, kind: 'phantom' } : fault;
  }

  return { underFaults, toTheEnd, judge };
}

// Kept as last read: faults are done between two steps.
function createPositions({ database }: LoaderParts, partitions: number, hasLoaders: boolean) {
  let offsets: number[] = Array.from({ length: partitions }, () => Number.POSITIVE_INFINITY);
  return {
    of: (partition: number) => offsets[partition]!,
    async read(): Promise<void> {
      if (!hasLoaders) return;
      const rows = await database.ask(
        'SELECT next_offset FROM telecom.loaded_through ORDER BY kafka_partition',
      );
      offsets = rows.map((row) => Number(row['next_offset']));
    },
  };
}
