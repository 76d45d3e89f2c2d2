import { type Kafka, partitionFor } from '@cdr/kafka';
import type { Telemetry } from '@cdr/telemetry';
import { pause } from '@cdr/worker';
import type { Patience } from './patience.ts';
import { createLane, type Lane } from './lane.ts';
import type { Message } from './message.ts';
import type { Pace } from './pace.ts';
import type { RawTopic } from './raw-topic.ts';
import type { TruthFile } from './truth-file.ts';

export interface Production {
  kafka: Pick<Kafka, 'openPublisher'>;
  patience: Patience;
  topic: RawTopic;
  messages: Iterable<Message> | AsyncIterable<Message>;
  /** The most messages to publish. */
  count: number;
  pace: Pace;
  truth: TruthFile | undefined;
  telemetry: Pick<Telemetry, 'health'>;
  stop: AbortSignal;
}

/** What became of the messages. */
export interface Produced {
  published: number;
  /** Messages sent again after a failure: Kafka may hold them twice. */
  doubtful: number;
}

/**
 * Publishes messages at a pace until they end, `count` is reached or the signal aborts; resolves when Kafka has
 * acknowledged what was sent, however long an outage lasts.
 * @throws KafkaError when Kafka refuses for good, and what reading the messages throws.
 */
export async function produceCalls(production: Production): Promise<Produced> {
  const { stop } = production;
  const failure = new AbortController();
  const signal = AbortSignal.any([stop, failure.signal]);
  const produced: Produced = { published: 0, doubtful: 0 };
  const lanes = createLanes(production, produced, signal, (error) => failure.abort(error));

  try {
    await fillLanes(production, lanes, signal);
  } finally {
    await Promise.all(lanes.map((lane) => lane.settled()));
    await Promise.all(lanes.map((lane) => lane.close()));
  }
  failure.signal.throwIfAborted();
  return produced;
}

async function fillLanes(
  { messages, count, pace, telemetry }: Production,
  lanes: readonly Lane[],
  signal: AbortSignal,
): Promise<void> {
  if (count === 0) return;
  let sent = 0;
  for await (const message of messages) {
    await untilDue(pace, sent, telemetry.health, signal);
    if (signal.aborted) return;
    const room = laneOf(lanes, message).put(message);
    if (room) await room;
    sent += 1;
    if (sent === count || signal.aborted) return;
  }
}

function laneOf(lanes: readonly Lane[], { key }: Message): Lane {
  return lanes[partitionFor(key, lanes.length)] as Lane;
}

const oneSecond = 1_000; // a slow pace must not look like a stall

async function untilDue(pace: Pace, sent: number, health: Telemetry['health'], signal: AbortSignal) {
  for (let wait = pace.waitFor(sent); wait > 0 && !signal.aborted; wait = pace.waitFor(sent)) {
    health.progress();
    await pause(Math.min(wait, oneSecond), signal);
  }
}

function createLanes(
  { kafka, patience, topic, truth, telemetry }: Production,
  produced: Produced,
  signal: AbortSignal,
  onFailure: (error: unknown) => void,
): Lane[] {
  const { health } = telemetry;

  function laneTo(partition: number): Lane {
    const place = `publishing to ${topic.name}/${partition}`;
    // One lane may hang though the others go on.
    async function retry<T>(attempt: () => Promise<T>): Promise<T> {
      health.watch(place);
      try {
        return await patience(attempt, signal);
      } finally {
        health.unwatch(place);
      }
    }
    return createLane({
      partition,
      mostBytes: topic.mostBytesPerPublish,
      signal,
      onFailure,
      open: () => kafka.openPublisher(topic.name),
      retry,
      onDoubt: (messages) => {
        produced.doubtful += messages.length;
      },
      onAcknowledged: (messages, appended) => {
        health.progress();
        produced.published += messages.length;
        truth?.tell(partition, messages, appended);
      },
    });
  }
  return Array.from({ length: topic.partitions }, (_, partition) => laneTo(partition));
}
