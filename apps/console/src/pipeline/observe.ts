import type { Kafka } from '@cdr/kafka';
import { pause } from '@cdr/worker';
import type { FlowView, HistoryView } from '../api.ts';
import { inTime, oneAtATime } from '../in-time.ts';
import type { WarehouseQuestions } from '../warehouse-questions.ts';
import { agedView } from './aged-view.ts';
import type { FlowFacts, Pipeline } from './flow-facts.ts';
import { flowView } from './flow-view.ts';
import { longestWindowMs } from './stage-view.ts';
import { createHistory, type HistoryPoint } from './history.ts';
import { loaderLags, validatorLags } from './lag.ts';
import { type Look, see, valueOf } from './look.ts';
import { lookAtKafka } from './look-at-kafka.ts';
import { lookAtWarehouse } from './look-at-warehouse.ts';
import { type Instance, lookAtWorkers } from './look-at-workers.ts';
import { recallHistory } from './recall-history.ts';
import { createWaitingRecords } from './waiting-records.ts';

/** Looks at the pipeline again and again, whoever watches: a page is answered from the last look. */
export interface Observer {
  /** Null before the first look. */
  flow(): FlowView | null;
  history(): HistoryView;
  /** Resolves when the signal aborts. */
  run(signal: AbortSignal): Promise<void>;
}

export interface ObserverOptions {
  kafka: Kafka;
  warehouse: WarehouseQuestions;
  pipeline: Pipeline;
  instances: readonly Instance[];
  /** What the letters say of the last hour. */
  lastHour: () => Pick<FlowFacts, 'badShare' | 'unloadable'>;
  /** Told at each turn, for the worker's sign of life: what hangs is another part, and not this worker. */
  onTurn: () => void;
  /** Ms from one look to the next; two seconds without it. */
  everyMs?: number;
  /** How long a part may take to answer, ms; eight seconds without it. */
  answerWithinMs?: number;
}

const keepMs = longestWindowMs + 120_000;
// Redshift Serverless is paid for while it is asked; PostgreSQL is asked at each look.
const askWarehouseEveryMs = { PostgreSQL: 0, Redshift: 30_000 };
// Kafka's index of times is asked some two hundred times.
const recallWithinMs = 20_000;

// What looks alone tell.
const unread = () => undefined;

/** An observer that has not looked yet. */
export function createObserver(options: ObserverOptions): Observer {
  const { kafka, warehouse, pipeline, instances, lastHour, onTurn } = options;
  const { everyMs = 2_000, answerWithinMs = 8_000 } = options;
  const { topics, groups } = pipeline;
  const waiting = {
    validator: createWaitingRecords(kafka, topics.raw),
    loader: createWaitingRecords(kafka, topics.clean),
  };
  const times = { validator: waiting.validator.times, loader: waiting.loader.times };
  const looks: Look[] = [];
  const askWarehouse = oneAtATime(answerWithinMs, () => lookAtWarehouse(warehouse, topics.clean));
  const askKafka = oneAtATime(answerWithinMs, () => lookAtKafka(kafka, topics, groups));
  const readWaiting = oneAtATime(answerWithinMs, async () => {
    await waiting.validator.read(validatorLags(looks, unread));
    await waiting.loader.read(loaderLags(looks, unread));
  });
  let history = createHistory();
  let flow: FlowView | null = null;
  let sourceAt: number | null = null;
  let asked: { at: number; seen: Look['warehouse'] } | null = null;

  async function seeWarehouse(now: number): Promise<Look['warehouse']> {
    if (asked !== null && now - asked.at < askWarehouseEveryMs[pipeline.warehouse] - everyMs / 2)
      return asked.seen;
    asked = { at: now, seen: await see(askWarehouse) };
    return asked.seen;
  }

  async function look(): Promise<void> {
    const at = Date.now();
    // The warehouse first: what moves on meanwhile counts as not loaded yet.
    const seenWarehouse = await seeWarehouse(at);
    const seenKafka = await see(askKafka);
    const workers = await lookAtWorkers(instances);
    const before = valueOf(looks.at(-1)?.kafka);
    const now = valueOf(seenKafka);
    if (before && now && now.raw.some(({ end }, p) => end > (before.raw[p]?.end ?? 0))) sourceAt = at;
    looks.push({ at, kafka: seenKafka, warehouse: seenWarehouse, workers });
    while (looks[0]!.at < at - keepMs) looks.shift();
    if (now) await see(readWaiting);
    flow = flowView({ looks, pipeline, times, sourceAt, ...lastHour() }, flow?.health.alerts);
    if (history.isDue(at)) history.add(pointOf(flow));
  }

  async function run(signal: AbortSignal): Promise<void> {
    const recalling = recallHistory(kafka, topics, warehouse, Date.now());
    const recalled = valueOf(await see(() => inTime(recallWithinMs, recalling, 'no answer'))) ?? [];
    onTurn();
    history = createHistory(recalled);
    sourceAt = recalled.findLast(({ rawPerMinute }) => (rawPerMinute ?? 0) > 0)?.at ?? null;
    while (!signal.aborted) {
      await look();
      onTurn();
      await pause(everyMs, signal);
    }
  }

  return { flow: () => flow && agedView(flow, Date.now()), history: () => history.view(), run };
}

function pointOf({ at, topics, warehouse, stages, latency }: FlowView): HistoryPoint {
  return {
    at,
    rawPerMinute: topics.raw.perMinute,
    cleanPerMinute: topics.clean.perMinute,
    dlqPerMinute: topics.dlq.perMinute,
    rowsPerSecond: warehouse.rowsPerSecond,
    validatorLag: stages.validator.lagRecords,
    loaderLag: stages.loader.lagRecords,
    validatorLagSeconds: stages.validator.lagSeconds,
    loaderLagSeconds: stages.loader.lagSeconds,
    validationSeconds: latency.validation?.mean ?? null,
    endToEndSeconds: latency.endToEnd?.mean ?? null,
  };
}
