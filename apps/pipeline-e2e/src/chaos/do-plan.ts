import { pause } from '@cdr/worker';
import { doFault, type Field } from './deeds.ts';
import type { Load } from './load.ts';
import type { Fault, Step } from './plan.ts';

/** A plan being carried out. */
export interface Doing {
  /** Whether the next fault is due, or late: then the producers must not run ahead of it. */
  isBehind(published: number): boolean;
  /** Resolves when every fault is done and over. @throws what a fault threw, the signal's reason */
  finished: Promise<void>;
  /** For a person. */
  standing(): string;
}

const mostAtOnce = 8;
const lookEveryMs = 50;

/** Does each fault as soon as its records are published and not too many others are under way. */
export function doPlan(plan: readonly Step[], load: Load, field: Field): Doing {
  const { signal } = field;
  const underWay = new Set<Fault>();
  const failures: unknown[] = [];
  let begun = 0;

  function begin(fault: Fault): void {
    underWay.add(fault);
    doFault(fault as never, field).then(
      () => underWay.delete(fault),
      (error: unknown) => failures.push(error),
    );
  }

  async function beginAll(): Promise<void> {
    while (begun < plan.length || underWay.size > 0) {
      signal.throwIfAborted();
      if (failures.length > 0) throw failures[0];
      const next = plan[begun];
      if (next !== undefined && load.acknowledged() >= next.at && underWay.size < mostAtOnce) {
        begun += 1;
        begin(next.fault);
      } else await pause(lookEveryMs, signal);
    }
  }

  return {
    isBehind: (published) => begun === plan.length || published > plan[begun]!.at,
    finished: beginAll(),
    standing: () =>
      `${begun} of ${plan.length} faults begun, under way: ${[...underWay].map(sayFault).join(', ') || 'none'}`,
  };
}

function sayFault(fault: Fault): string {
  if ('point' in fault) return `${fault.kind} ${fault.role} ${fault.instance + 1} ${fault.point}`;
  if (fault.kind === 'mischief') return `${fault.mischief.how} of ${fault.exchange}`;
  return fault.kind === 'scale' ? `one ${fault.role} more` : `${fault.kind} to ${fault.part}`;
}
