import type { StageView } from '../api.ts';
import type { FlowFacts } from './flow-facts.ts';
import { judgeConsumer } from './judge-consumer.ts';
import {
  lagRecords,
  lagSeconds,
  loaderLags,
  loaderStandings,
  validatorLags,
  validatorStandings,
} from './lag.ts';
import { valueOf } from './look.ts';

const minuteMs = 60_000;
// Of a loader that has not loaded anything yet.
const usualCycleMs = { PostgreSQL: 2_000, Redshift: minuteMs };
/** The longest that looks can judge over; they are kept for a little more. */
export const longestWindowMs = 18 * minuteMs;

const standingsOf = { validator: validatorStandings, loader: loaderStandings };
const lagsOf = { validator: validatorLags, loader: loaderLags };

/** How a stage stands at the last look; `cycleMs` is how long it takes from one move to the next when all is well. */
export function stageView(
  name: 'validator' | 'loader',
  cycleMs: number,
  { looks, pipeline: { groups }, times }: FlowFacts,
): StageView {
  const last = looks.at(-1)!;
  const kafka = valueOf(last.kafka);
  const standings = standingsOf[name](looks);
  const standing = standings.at(-1);
  // What was seen before an outage is no answer for now.
  if (kafka === undefined || standing?.at !== last.at)
    return {
      status: null,
      says: 'how it stands, is not known',
      members: null,
      lagRecords: null,
      lagSeconds: null,
      partitions: [],
    };
  const members = name === 'validator' ? kafka.validators : kafka.loaders;
  const partitions = lagsOf[name](looks, times[name]);
  const window = windowMs(cycleMs);
  const consumer = {
    name,
    group: groups[name],
    members,
    windowMs: window,
    cycleMs,
    lagSeconds: lagSeconds(partitions),
  };
  return {
    ...judgeConsumer({ ...consumer, standings: standings.filter(({ at }) => at >= last.at - window) }),
    members,
    lagRecords: lagRecords(standing),
    lagSeconds: lagSeconds(partitions),
    partitions,
  };
}

/** How long a load takes, from its first record to its commit: the usual one of those seen, as one may have met an outage. */
export function loaderCycleMs({ looks, pipeline }: FlowFacts): number {
  const loads = new Map(
    looks.flatMap(({ warehouse }) => {
      const load = valueOf(warehouse)?.lastLoad;
      return load ? [[load.batchId, load.tookMs] as const] : [];
    }),
  );
  const took = [...loads.values()].sort((a, b) => a - b);
  return took[took.length >> 1] ?? usualCycleMs[pipeline.warehouse];
}

/** How long a consumer is looked at before it is judged. */
export function windowMs(cycleMs: number): number {
  return Math.min(longestWindowMs, Math.max(minuteMs, 3 * cycleMs + minuteMs / 2));
}
