import type { AlertView, FlowView, Outage, SourceView, StageView, WorkerView } from '../api.ts';
import { alertsOf } from './alerts.ts';
import type { FlowFacts } from './flow-facts.ts';
import { healthOf } from './health.ts';
import { latencyOver } from './latencies.ts';
import { type InstanceLook, type Look, valueOf } from './look.ts';
import { type Count, loadedOf, perSecond, recordsOf } from './rates.ts';
import { loaderCycleMs, stageView, windowMs } from './stage-view.ts';

const minuteMs = 60_000;

/** The whole chain at the last look; the alerts of the look before say since when each has held. */
export function flowView(facts: FlowFacts, alertsBefore: readonly AlertView[] = []): FlowView {
  const { looks, pipeline } = facts;
  const last = looks.at(-1)!;
  const { at } = last;
  const stages = {
    validator: stageView('validator', 0, facts),
    loader: stageView('loader', loaderCycleMs(facts), facts),
  };
  const alerts = alertsOf({ ...facts, stages, workers: last.workers }, alertsBefore, at);
  const outages = outagesOf(last);
  const completeUntil = completeness(Object.values(stages), at);
  const load = valueOf(last.warehouse);
  const ofLastMinute = since(looks, minuteMs);
  return {
    at,
    health: healthOf({
      alerts,
      outages,
      stages: Object.values(stages),
      completeUntil,
      lateAfterMs: windowMs(loaderCycleMs(facts)),
      now: at,
    }),
    completeUntil,
    topics: {
      raw: topicFlow('raw', facts),
      clean: topicFlow('clean', facts),
      dlq: topicFlow('dlq', facts),
    },
    stages,
    source: sourceView(facts, at),
    warehouse: {
      kind: pipeline.warehouse,
      rowsPerSecond: rateAt(at, loadedOf(looks)),
      lastLoad: load?.lastLoad ?? null,
    },
    latency: {
      validation: latencyOver(ofLastMinute, 'validation'),
      endToEnd: latencyOver(ofLastMinute, 'endToEnd'),
    },
    workers: last.workers.map(workerView),
    outages,
  };
}

function topicFlow(topic: 'raw' | 'clean' | 'dlq', { looks, pipeline: { topics } }: FlowFacts) {
  const rate = rateAt(looks.at(-1)!.at, recordsOf(looks, topic));
  const held = valueOf(looks.at(-1)!.kafka)?.[topic] ?? [];
  return {
    name: topics[topic],
    perMinute: rate === null ? null : rate * 60,
    held: held.reduce((sum, { start, end }) => sum + end - start, 0),
  };
}

// Over the last minute; what was seen before an outage is none of now.
function rateAt(at: number, counts: readonly Count[]): number | null {
  return counts.at(-1)?.at === at ? perSecond(counts, minuteMs) : null;
}

const quietMs = 5 * minuteMs;

function sourceView({ sourceAt: lastAt }: FlowFacts, now: number): SourceView {
  if (lastAt === null) return { lastAt, says: 'No record has come since the console looks' };
  const seconds = Math.round((now - lastAt) / 1000);
  return {
    lastAt,
    says: now - lastAt > quietMs ? `Quiet: no record for ${Math.round(seconds / 60)} min` : 'Records come',
  };
}

function workerView({ worker, address, answers, version, startedAt, notReady }: InstanceLook): WorkerView {
  return { worker, address, answers, version, startedAt, notReady };
}

function outagesOf({ kafka, warehouse }: Look): Outage[] {
  return [
    { part: 'Kafka', seen: kafka },
    { part: 'The warehouse', seen: warehouse },
  ].flatMap(({ part, seen }) => (seen.kind === 'unseen' ? [{ part, says: seen.why }] : []));
}

/** Every record that came before this moment is dealt with; null while one waits of which that is not known. */
function completeness(stages: readonly StageView[], now: number): number | null {
  const lags = stages.map((stage) => stage.lagSeconds);
  return lags.includes(null) ? null : now - Math.max(...(lags as number[])) * 1000;
}

function since(looks: readonly Look[], spanMs: number): Look[] {
  const last = looks.at(-1)!.at;
  return looks.filter(({ at }) => at >= last - spanMs);
}
