import { AsyncLocalStorage } from 'node:async_hooks';

/** Whose code runs. */
export interface Actor {
  readonly name: string;
  /** Its code goes no further for now. */
  isAsleep: boolean;
  /** It never goes on. */
  isDead: boolean;
}

/** Who runs now: it stays with a chain of calls through every promise. */
export const acting = new AsyncLocalStorage<Actor>();

interface Timer {
  actor: Actor | undefined;
  at: number;
  /** Ms; null for one that rings once. */
  every: number | null;
  call: () => void;
}

/** Time that moves only when it is told to. */
export interface VirtualTime {
  now(): number;
  /** When the first timer of somebody awake rings; null without one. */
  next(): number | null;
  /** Moves on, and rings what is due then. */
  moveTo(time: number): void;
  /** Gives the process its own time back. */
  uninstall(): void;
}

/** Takes the place of the process's timers and clock, for all code of this process, and of its random numbers. */
export function installVirtualTime(begin: number, random: () => number): VirtualTime {
  const real = {
    setTimeout: globalThis.setTimeout,
    clearTimeout: globalThis.clearTimeout,
    setInterval: globalThis.setInterval,
    clearInterval: globalThis.clearInterval,
  };
  const RealDate = Date;
  const { random: realRandom } = Math;
  const timers = new Set<Timer>();
  let now = begin;

  function set(call: (...args: unknown[]) => void, ms: number, every: number | null, args: unknown[]): Timer {
    const timer: Timer = {
      actor: acting.getStore(),
      at: now + Math.max(1, ms),
      every,
      call: AsyncLocalStorage.bind(() => call(...args)),
    };
    timers.add(timer);
    return timer;
  }
  function clear(timer: unknown): void {
    timers.delete(timer as Timer);
  }
  function setTimeout(call: (...args: unknown[]) => void, ms = 0, ...args: unknown[]): Timer {
    return set(call, ms, null, args);
  }
  function setInterval(call: (...args: unknown[]) => void, ms = 0, ...args: unknown[]): Timer {
    return set(call, ms, ms, args);
  }
  Object.assign(globalThis, { setTimeout, setInterval, clearTimeout: clear, clearInterval: clear });
  globalThis.Date = class extends RealDate {
    constructor(...parts: [] | [string | number | Date]) {
      super(...((parts.length === 0 ? [now] : parts) as [number]));
    }
    static override now(): number {
      return now;
    }
  } as DateConstructor;
  Math.random = random;

  function awake(): Timer[] {
    return [...timers].filter(({ actor }) => actor === undefined || !(actor.isAsleep || actor.isDead));
  }

  return {
    now: () => now,
    next: () =>
      awake().reduce<number | null>((first, { at }) => (first === null ? at : Math.min(first, at)), null),
    moveTo(time) {
      now = Math.max(now, time);
      for (const timer of awake().filter(({ at }) => at <= now)) {
        if (timer.every === null) timers.delete(timer);
        else timer.at = now + timer.every;
        timer.call();
      }
    },
    uninstall() {
      Object.assign(globalThis, real);
      globalThis.Date = RealDate;
      Math.random = realRandom;
    },
  };
}
