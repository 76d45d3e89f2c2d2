import type { Member } from '@cdr/kafka/memory';
import type { Worker } from './actors.ts';
import { acting } from './virtual-time.ts';
import { groups } from './names.ts';
import type { World } from './world.ts';

export type Role = keyof typeof groups;

export interface CrewOptions {
  world: World;
  roles: readonly Role[];
  hire: (role: Role, name: string) => Worker;
  /** Ends the holder of the gate if it is one of those who do not go on. */
  breakGate: () => Promise<void>;
}

/** The workers of a run: who lives, who sleeps, and who holds which partition. */
export interface Crew {
  /** All there ever were. */
  readonly all: readonly Worker[];
  crash(role: Role): void;
  sleepOrWake(): void;
  letSleep(role: Role): void;
  wakeAll(): void;
  rebalance(): void;
  /** Every worker is told that it holds everything. */
  shareAll(): void;
  breakIdleGate(): void;
  /** Starts workers anew where one has ended by itself, as a launcher does. */
  replaceEnded(): void;
  /** Ends all but new workers, who are given everything. */
  relieve(): void;
}

// A worker that crashed may have given its requests to the network already.
const leftTheSocket = 0.5;
const perRole = 2;

export function createCrew({ world, roles, hire, breakGate }: CrewOptions): Crew {
  const { broker, scheduler, random, partitions } = world;
  const all: Worker[] = [];
  let living: Worker[] = [];

  function start(role: Role): Worker {
    const worker = hire(role, `${role} ${all.length}`);
    all.push(worker);
    living.push(worker);
    return worker;
  }

  function end(worker: Worker): void {
    worker.isDead = true;
    living = living.filter((one) => one !== worker);
    const onTheirWay = scheduler
      .drop(worker)
      .filter(({ label }) => /^(send|COMMIT)/.test(label) && random.next() < leftTheSocket);
    for (const { label, act } of onTheirWay.filter((one) => one.label !== 'COMMIT'))
      scheduler.later(`${label} of the dead`, act);
    // A connection ends behind what has come through it.
    scheduler.later(`${worker.name} is gone`, async () => {
      for (const { act } of onTheirWay.filter((one) => one.label === 'COMMIT')) await act();
      await worker.hangUp();
    });
    if (worker.member !== null) broker.groups.leave(worker.member);
  }

  function workerOf(member: Member): Worker | undefined {
    return living.find((worker) => worker.member === member);
  }

  // Those who lose something may hear of it late: until then two own the partition. Who never said that it left is
  // forgotten after a while.
  function give(group: string): void {
    const members = broker.groups.members(group).filter((member) => workerOf(member) !== undefined);
    if (members.length === 0) return;
    const awake = members.filter((member) => workerOf(member)?.isAsleep !== true);
    const candidates = awake.length > 0 ? awake : members;
    const holders = Array.from({ length: partitions }, () => random.pick(candidates));
    for (const member of members) {
      const given = [...holders.keys()].filter((partition) => holders[partition] === member);
      assign(member, given);
    }
  }

  function assign(member: Member, given: number[]): void {
    member.held = given;
    const { group } = member.options;
    scheduler.later(`${group} hears of ${given.join(' ')}`, () => tell(member, given), workerOf(member));
  }

  // A later assignment may be heard of first: what counts is what the coordinator said last.
  function tell(member: Member, given: readonly number[]): void {
    const worker = workerOf(member);
    if (worker === undefined || member.held !== given) return;
    acting.run(worker, () => member.options.onAssigned([...given]));
  }

  // A join is answered before the member is known by its worker: assign when it is.
  broker.groups.onChange = (group) => {
    scheduler.later(`${group} rebalance`, () => give(group));
  };

  for (const role of roles) for (let n = 0; n < perRole; n += 1) start(role);

  function one(role: Role): Worker | undefined {
    const some = living.filter(({ group }) => group === groups[role]);
    return some.length === 0 ? undefined : random.pick(some);
  }

  return {
    all,
    crash(role) {
      const worker = one(role);
      if (worker === undefined) return;
      end(worker);
      start(role);
    },
    sleepOrWake() {
      const worker = random.pick(living);
      worker.isAsleep = !worker.isAsleep;
      // Its session ends: the others are given what it held, and it does not know.
      if (worker.isAsleep && random.next() < 0.8) broker.groups.onChange(worker.group, []);
    },
    letSleep(role) {
      for (const worker of living) if (worker.group === groups[role]) worker.isAsleep = true;
    },
    wakeAll() {
      for (const worker of living) worker.isAsleep = false;
    },
    shareAll() {
      for (const { member } of living) if (member !== null) assign(member, [...Array(partitions).keys()]);
    },
    rebalance: () => broker.groups.onChange(groups[random.pick(roles)], []),
    breakIdleGate() {
      if (living.some(({ isAsleep }) => isAsleep)) scheduler.later('idle in transaction', breakGate);
    },
    replaceEnded() {
      for (const worker of living.filter(({ ended }) => ended !== null)) {
        end(worker);
        start(roles.find((role) => groups[role] === worker.group)!);
      }
    },
    relieve() {
      for (const worker of [...living]) end(worker);
      for (const role of roles) start(role);
    },
  };
}
