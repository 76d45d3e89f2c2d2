import type { LatencyView } from '../api.ts';
import { between, summarise, together } from './histogram.ts';
import type { InstanceLook, Look } from './look.ts';

/** What the workers measured in these looks; what a process did before the first that it answered is left out. */
export function latencyOver(looks: readonly Look[], which: 'validation' | 'endToEnd'): LatencyView | null {
  const measured = (looks.at(-1)?.workers ?? []).flatMap((worker) => {
    const change = between(firstOf(looks, worker)[which], worker[which]);
    return change === null ? [] : [change];
  });
  return summarise(together(measured));
}

// By its start as well: one that was started anew counts from 0 again.
function firstOf(looks: readonly Look[], { worker, address, startedAt }: InstanceLook): InstanceLook {
  return looks
    .flatMap(({ workers }) => workers)
    .find((one) => one.worker === worker && one.address === address && one.startedAt === startedAt)!;
}
