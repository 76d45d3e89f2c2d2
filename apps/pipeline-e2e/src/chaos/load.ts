import { createCoupledPace } from './coupled-pace.ts';
import { openProducerLog, type ProducerLog, publish } from './publish.ts';

/** Producers at work. */
export interface Load {
  logs: readonly ProducerLog[];
  acknowledged(): number;
  /** Ends them; resolves when what was in flight is settled. @throws what a producer threw */
  stop(): Promise<void>;
  /** Rejects when a producer cannot go on. */
  failed: Promise<never>;
}

export interface LoadOptions {
  brokers: string;
  topic: string;
  seed: number;
  /** Messages a second, of all producers together, as it is to be just now. */
  rate: () => number;
}

const producers = 2;

/** Starts the producers: each publishes messages of its own, numbered without a gap. */
export function startLoad({ brokers, topic, seed, rate }: LoadOptions): Load {
  const stop = new AbortController();
  const logs = Array.from({ length: producers }, (_, n) => openProducerLog(seed * producers + n));
  const pace = () =>
    createCoupledPace(
      () => rate() / producers,
      () => performance.now(),
    );
  const running = logs.map((log) => publish({ brokers, topic, log, pace: pace(), stop: stop.signal }));
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => undefined);
  for (const one of running) one.catch(failed.reject);
  return {
    logs,
    acknowledged: () => logs.reduce((sum, { acknowledged }) => sum + acknowledged, 0),
    async stop() {
      stop.abort();
      await Promise.all(running);
    },
    failed: failed.promise,
  };
}
