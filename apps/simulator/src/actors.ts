import type { Kafka } from '@cdr/kafka';
import { connectMemoryKafka, type Member } from '@cdr/kafka/memory';
import { createHealth, createMetrics, Registry, type Telemetry } from '@cdr/telemetry';
import { quietLog } from '@cdr/testing';
import { createNetwork, type Weather } from './network.ts';
import { acting, type Actor } from './virtual-time.ts';
import type { World } from './world.ts';

/** A worker of a run: production code, on twins of the parts. */
export interface Worker extends Actor {
  group: string;
  /** Why it ended by itself; null while it runs. A worker must not. */
  ended: Error | null;
  member: Member | null;
  /** What others notice some time after its death: its connections are gone. */
  hangUp: () => Promise<void>;
}

export interface WorkerParts {
  kafka: Kafka;
  telemetry: Telemetry;
  signal: AbortSignal;
}

// Metrics are not looked at; to make them anew for each worker would take most of the time.
const registry = new Registry();
const metrics = createMetrics(registry);

/** Starts a worker; `run` is the whole of it, and never returns by itself. */
export function startWorker(
  world: World,
  weather: Weather,
  { name, group }: { name: string; group: string },
  run: (parts: WorkerParts) => Promise<unknown>,
): Worker {
  const { broker, scheduler, random, time } = world;
  const worker: Worker = {
    name,
    group,
    isAsleep: false,
    isDead: false,
    ended: null,
    member: null,
    hangUp: () => Promise.resolve(),
  };
  const connected = connectMemoryKafka({
    broker,
    network: createNetwork(scheduler, random, weather),
    batchSize: 1 + random.below(4),
  });
  const kafka: Kafka = {
    ...connected,
    async joinGroup(options) {
      const membership = await connected.joinGroup(options);
      worker.member = broker.groups.members(group).find((member) => member.options === options) ?? null;
      return membership;
    },
  };
  const telemetry: Telemetry = {
    log: quietLog,
    health: createHealth({ stallAfterMs: 3_600_000, now: () => time.now() }),
    registry,
    metrics,
    port: 0,
    close: () => Promise.resolve(),
  };
  acting.run(worker, () => {
    run({ kafka, telemetry, signal: new AbortController().signal }).catch((error: unknown) => {
      worker.ended = error as Error;
    });
  });
  return worker;
}
