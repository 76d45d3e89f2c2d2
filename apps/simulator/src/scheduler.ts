import type { Random } from '@cdr/generator';
import { acting, type Actor, type VirtualTime } from './virtual-time.ts';

/** Something that may happen next. */
interface Pending {
  /** Who waits for it; undefined for what nobody holds any more: a request that is still on its way. */
  actor: Actor | undefined;
  label: string;
  waits: () => boolean;
  /** From then on it happens though it would wait, epoch ms. */
  until: number;
  act: () => void | Promise<void>;
}

export interface RequestOptions {
  label: string;
  /** The other side would hold the answer back for now. */
  waits?: () => boolean;
  /** How long it does at most, ms. */
  waitsMs?: number;
}

/** Decides, by a seed, what happens next of all that may: one thing at a time. */
export interface Scheduler {
  /** Whoever acts waits until it is its turn; then `act` happens, and its outcome is theirs. */
  request<T>(options: RequestOptions, act: () => T | Promise<T>): Promise<T>;
  /** Something happens at some time though nobody waits for it. */
  later(label: string, act: () => void | Promise<void>, actor?: Actor): void;
  /** Drops what an actor waits for; resolves to the labels, with what would have happened. */
  drop(actor: Actor): { label: string; act: () => void | Promise<void> }[];
  /** Lets one thing happen, or time pass until something may. */
  step(): Promise<void>;
  /** How many things have happened. */
  readonly steps: number;
  readonly trace: readonly string[];
}

// The clock also moves while there is work: time limits and ages are met in the middle of things.
const impatience = 0.03;
const forever = Number.POSITIVE_INFINITY;

export function createScheduler(time: VirtualTime, random: Random, keepTrace: boolean): Scheduler {
  let pending: Pending[] = [];
  let steps = 0;
  const trace: string[] = [];

  function isAwake({ actor }: Pending): boolean {
    return actor === undefined || !(actor.isAsleep || actor.isDead);
  }

  function request<T>(
    { label, waits = never, waitsMs = forever }: RequestOptions,
    act: () => T | Promise<T>,
  ): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    async function happen(): Promise<void> {
      try {
        resolve(await act());
      } catch (error) {
        reject(error as Error);
      }
    }
    pending.push({ actor: acting.getStore(), label, waits, until: time.now() + waitsMs, act: happen });
    return promise;
  }

  function take(): Pending | null {
    const possible = pending.filter((one) => isAwake(one) && (one.until <= time.now() || !one.waits()));
    if (possible.length === 0) return null;
    const chosen = random.pick(possible);
    pending = pending.filter((one) => one !== chosen);
    return chosen;
  }

  function nextMoment(): number | null {
    const moments = [time.next() ?? forever, ...pending.filter(isAwake).map(({ until }) => until)];
    const first = Math.min(...moments.filter((at) => at > time.now()));
    return first === forever ? null : first;
  }

  async function step(): Promise<void> {
    const chosen = random.next() < impatience ? null : take();
    if (chosen === null) {
      const moment = nextMoment();
      if (moment === null) return;
      time.moveTo(moment);
    } else {
      if (keepTrace) trace.push(`${chosen.actor?.name ?? '-'} ${chosen.label}`);
      await chosen.act();
    }
    await allSettled();
    steps += 1;
  }

  return {
    request,
    later(label, act, actor) {
      pending.push({ actor, label, waits: never, until: 0, act });
    },
    drop(actor) {
      const dropped = pending.filter((one) => one.actor === actor);
      pending = pending.filter((one) => one.actor !== actor);
      return dropped;
    },
    step,
    get steps() {
      return steps;
    },
    trace,
  };
}

function never(): boolean {
  return false;
}

// Every promise chain runs until it waits for the scheduler again.
function allSettled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
