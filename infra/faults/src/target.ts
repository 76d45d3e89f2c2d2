import { pause } from '@cdr/worker';
import { freeze } from './freeze.ts';
import type { Fault, Kind } from './plan.ts';
import { holdTree, signalAll } from './process-tree.ts';

/** A part or worker that faults are done to. */
export interface Target {
  /** Its process. @throws when none runs */
  pid(): number;
  /** Resolves when the process is gone; it was told to end, or killed. */
  gone(): Promise<void>;
  /** Tells it to end, in order, and resolves when it is gone. */
  stop(): Promise<void>;
  /** Resolves when it runs again, after its end. @throws when it does not */
  start(): Promise<void>;
}

// Answers come up to 2.5 s late, a sixth of the work gets done: slow, but below every time limit.
const slowness = { stopMs: 2_500, runMs: 500 };

const deeds: Record<Kind, (target: Target, ms: number, signal: AbortSignal) => Promise<void>> = {
  async kill(target, ms, signal) {
    const gone = target.gone();
    signalAll(holdTree(target.pid()), 'SIGKILL');
    await gone;
    await pause(ms, signal);
    await target.start();
  },
  async pause(target, ms, signal) {
    const frozen = await freeze({ pid: target.pid(), stopMs: ms, runMs: null });
    await pause(ms, signal);
    await frozen.thaw();
  },
  async restart(target) {
    await target.stop();
    await target.start();
  },
  async slow(target, ms, signal) {
    const frozen = await freeze({ pid: target.pid(), ...slowness });
    await pause(ms, signal);
    await frozen.thaw();
  },
};

/** Does a fault to its target; resolves when the target is back, or to why it is not. */
export async function inflict(
  { kind, seconds }: Pick<Fault, 'kind' | 'seconds'>,
  target: Target,
  signal: AbortSignal,
): Promise<string | null> {
  try {
    await deeds[kind](target, seconds * 1_000, signal);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
