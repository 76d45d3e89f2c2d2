import {
  createCallMaker,
  createMomentPrinter,
  createPeople,
  createRandom,
  createSteppedStarts,
  findRawTopic,
  type Message,
  mixCalls,
  type Pace,
  produceCalls,
} from '@cdr/generator';
import { connectKafka, KafkaError } from '@cdr/kafka';
import { createHealth } from '@cdr/telemetry';
import { pause } from '@cdr/worker';

export const producerClient = 'chaos-producer';

/** What a producer knows of the messages that it has begun to publish, by their numbers, which begin with 1. */
export interface ProducerLog {
  seed: number;
  acknowledged: number;
  /** Where Kafka said that message n + 1 stands; null when it has said nothing. */
  partitions: (number | null)[];
  offsets: (number | null)[];
}

const startOfCalls = Date.UTC(2025, 0, 1, 8);
const badShare = 0.06;
const duplicateShare = 0.04;

/** The messages of a producer: the same ones for the same seed, numbered from 1. */
export function messagesOf(seed: number): Iterable<Message> {
  const makeCall = createCallMaker({
    people: createPeople(seed),
    random: createRandom(seed, 3),
    nextStart: createSteppedStarts(startOfCalls, createRandom(seed, 2)),
    printMoment: createMomentPrinter('UTC'),
  });
  return mixCalls({ makeCall, random: createRandom(seed, 4), badShare, duplicateShare });
}

export interface PublishOptions {
  brokers: string;
  topic: string;
  log: ProducerLog;
  pace: Pace;
  stop: AbortSignal;
}

/** An empty log. */
export function openProducerLog(seed: number): ProducerLog {
  return { seed, acknowledged: 0, partitions: [], offsets: [] };
}

/**
 * Publishes as the generator does, until told to stop: what Kafka may or may not have taken is sent again, and may stand in
 * raw twice.
 */
export async function publish({ brokers, topic, log, pace, stop }: PublishOptions): Promise<void> {
  const never = new AbortController().signal;
  const kafka = await untilKafkaAnswers(
    () => connectKafka({ brokers: [brokers], clientId: producerClient }),
    never,
  );
  try {
    await produceCalls({
      kafka,
      patience: untilKafkaAnswers,
      topic: await untilKafkaAnswers(() => findRawTopic(kafka, topic), never),
      messages: noting(messagesOf(log.seed), log),
      count: Infinity,
      pace,
      truth: {
        tell(partition, messages, appended) {
          const offsets = appended.flatMap(({ baseOffset, count }) =>
            Array.from({ length: count }, (_, n) => baseOffset + n),
          );
          for (const [at, { n }] of messages.entries()) {
            log.partitions[n - 1] = partition;
            log.offsets[n - 1] = offsets[at]!;
          }
          log.acknowledged += messages.length;
        },
        close: () => undefined,
      },
      telemetry: { health: createHealth({ stallAfterMs: Infinity, now: Date.now }) },
      stop,
    });
  } finally {
    await kafka.close();
  }
}

function* noting(messages: Iterable<Message>, log: ProducerLog): Generator<Message> {
  for (const message of messages) {
    log.partitions.push(null);
    log.offsets.push(null);
    yield message;
  }
}

async function untilKafkaAnswers<T>(attempt: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof KafkaError && error.retriable)) throw error;
      await pause(200, signal);
      signal.throwIfAborted();
    }
  }
}
