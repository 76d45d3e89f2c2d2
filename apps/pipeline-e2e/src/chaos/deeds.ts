import { freeze, inflict } from '@cdr/faults';
import { pause } from '@cdr/worker';
import type { Point, Role } from './kill-points/order.ts';
import type { Fault, FaultOf, Victim } from './plan.ts';
import type { Stage } from './stage.ts';
import type { WorkerSlot } from './worker-slot.ts';

/** Where faults are done. */
export interface Field {
  stage: Pick<Stage, 'broker' | 'database' | 'proxies'>;
  slots: Record<Role, readonly WorkerSlot[]>;
  /** Starts one instance more. */
  openExtra(role: Role): WorkerSlot;
  done: Done;
  signal: AbortSignal;
}

/** What was done, counted when it was done. */
export interface Done {
  kills: number;
  /** By the point where it hit. */
  killsAt: Partial<Record<Point, number>>;
  pauses: number;
  pausesAt: Partial<Record<Point, number>>;
  brokerRestarts: number;
  databaseRestarts: number;
  answersSwallowed: number;
  answersDelayed: number;
  requestsCut: number;
  /** Of the connections to all parts, those that were cut at once. */
  connectionsCut: number;
  storeFaults: number;
  rebalances: number;
}

/** Nothing done yet. */
export function nothingDone(): Done {
  return {
    ...{ kills: 0, killsAt: {}, pauses: 0, pausesAt: {}, brokerRestarts: 0, databaseRestarts: 0 },
    ...{ answersSwallowed: 0, answersDelayed: 0, requestsCut: 0, connectionsCut: 0, storeFaults: 0 },
    rebalances: 0,
  };
}

const deeds: { [Kind in Fault['kind']]: (fault: FaultOf<Kind>, field: Field) => Promise<void> } = {
  async kill(victim, { slots, done }) {
    await slotOf(victim, slots).order({ ...pointOf(victim), signal: 'SIGKILL' });
    done.kills += 1;
    count(done.killsAt, victim.point);
  },

  async pause(victim, { slots, done, signal }) {
    const thaw = await stop(victim, slots);
    done.pauses += 1;
    count(done.pausesAt, victim.point);
    await pause(victim.ms, signal);
    await thaw();
  },

  async 'broker restart'({ downMs, ...victim }, { stage, slots, done, signal }) {
    const thaw = await stop(victim, slots);
    await whileAway(stage.broker, { kind: 'kill', downMs }, thaw, signal);
    done.brokerRestarts += 1;
  },

  async 'database restart'({ how, downMs, ...victim }, { stage, slots, done, signal }) {
    const thaw = await stop(victim, slots);
    await whileAway(stage.database, { kind: how, downMs }, thaw, signal);
    done.databaseRestarts += 1;
  },

  async mischief({ part, exchange, mischief }, { stage, done }) {
    await stage.proxies[part].next(exchange, mischief);
    if (part === 'store') done.storeFaults += 1;
    else done[figures[mischief.how]] += 1;
  },

  async 'cut connections'({ part }, { stage, done }) {
    done.connectionsCut += stage.proxies[part].cutAll();
  },

  async scale({ role, ms }, { openExtra, done, signal }) {
    const extra = openExtra(role);
    done.rebalances += 1;
    await pause(ms, signal);
    await extra.close();
    done.rebalances += 1;
  },
};

const figures = {
  swallow: 'answersSwallowed',
  'cut answer': 'answersSwallowed',
  'delay answer': 'answersDelayed',
  'delay request': 'answersDelayed',
  'cut request': 'requestsCut',
  refuse: 'requestsCut',
} as const;

/** Does a fault; resolves when it is over. @throws when its part does not come back */
export async function doFault<Kind extends Fault['kind']>(
  fault: FaultOf<Kind> & { kind: Kind },
  field: Field,
): Promise<void> {
  await deeds[fault.kind as Kind](fault, field);
}

function slotOf({ role, instance }: Victim, slots: Field['slots']): WorkerSlot {
  return slots[role][instance]!;
}

function pointOf({ point, nth, delayMs }: Victim) {
  return { point, nth, delayMs };
}

/** Stops a worker at its point; resolves, once it stands, to what lets it go on. */
async function stop(victim: Victim, slots: Field['slots']): Promise<() => Promise<void>> {
  const { pid } = await slotOf(victim, slots).order({ ...pointOf(victim), signal: 'SIGSTOP' });
  // It stands by itself; whoever freezes it sees to it that it goes on though we be gone.
  const frozen = await freeze({ pid, stopMs: 0, runMs: null });
  return () => frozen.thaw();
}

/** Ends a part, lets the stopped worker meet that, and starts the part again. */
async function whileAway(
  part: Stage['broker'],
  { kind, downMs }: { kind: 'kill' | 'restart'; downMs: number },
  thaw: () => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const gone = part.gone();
  const back = inflict({ kind, seconds: downMs / 1_000 }, part, signal);
  await Promise.race([gone, back]);
  await thaw();
  const failure = await back;
  if (failure !== null) throw new Error(failure);
}

function count(counts: Partial<Record<Point, number>>, point: Point): void {
  counts[point] = (counts[point] ?? 0) + 1;
}
