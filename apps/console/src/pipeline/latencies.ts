import type { LatencyView } from '../api.ts';
import { between, summarise, together } from './histogram.ts';
import type { InstanceLook, Look } from './look.ts';

/** What the workers measured between the first of these looks and the last. */
export function latencyOver(looks: readonly Look[], which: 'validation' | 'endToEnd'): LatencyView | null {
  const [first, last] = [looks[0], looks.at(-1)];
  if (first === undefined || last === undefined) return null;
  const measured = last.workers.flatMap((worker) => {
    const change = between(before(first, worker)?.[which] ?? null, worker[which]);
    return change === null ? [] : [change];
  });
  return summarise(together(measured));
}

function before({ workers }: Look, { address, worker }: InstanceLook): InstanceLook | undefined {
  return workers.find((one) => one.address === address && one.worker === worker);
}
