import type { Kafka as Client, Message } from 'kafkajs';
import { KafkaError, type OutgoingMessage } from '../kafka.ts';
import { patience } from '../patience.ts';
import type { MemoryBroker } from './broker.ts';
import type { Append } from './log.ts';
import type { Network } from './network.ts';

/** The part of kafkajs's client that a publisher asks for. */
export type ProducerClient = Pick<Client, 'producer'>;

/**
 * kafkajs's idempotent producer (2.2.4, src/producer/sendMessages.js and eosManager) over a broker in memory, with what
 * makes overlapping sends dangerous: a send takes its sequence number when it gets the lock, gives the number back when
 * the attempt fails, and frees the lock before it tries again.
 */
export function memoryProducerClient(broker: MemoryBroker, network: Network): ProducerClient {
  function producer() {
    let producerId = 0;
    const sequences = new Map<string, number>();
    let lock: Promise<unknown> = Promise.resolve();

    async function connect(): Promise<void> {
      producerId = await network({ what: 'ask', topic: null }, () => broker.newProducerId());
    }

    async function send({ topic, messages }: { topic: string; messages: Message[] }) {
      for (let tries = 0; ; tries += 1) {
        try {
          return [{ baseOffset: String(await withLock(() => attempt(topic, messages))) }];
        } catch (error) {
          if (!isRepeated(error) || tries === patience.retries) throw error;
          await new Promise((resolve) => setTimeout(resolve, patience.initialRetryTime));
        }
      }
    }

    function withLock<T>(work: () => Promise<T>): Promise<T> {
      const mine = lock.then(work);
      lock = mine.catch(() => undefined);
      return mine;
    }

    async function attempt(topic: string, messages: readonly Message[]): Promise<number> {
      const partition = messages[0]!.partition!;
      const place = `${topic}/${partition}`;
      const sequence = sequences.get(place) ?? 0;
      sequences.set(place, sequence + messages.length);
      try {
        const outgoing = messages.map(toOutgoing);
        const appended = await network({ what: 'produce', topic, partition, messages: outgoing }, () =>
          broker.log(topic, partition).appendFrom({ producerId, sequence }, outgoing),
        );
        return accepted(appended);
      } catch (error) {
        sequences.set(place, sequences.get(place)! - messages.length);
        throw error;
      }
    }

    return { connect, send, disconnect: () => Promise.resolve() };
  }
  return { producer: producer as unknown as Client['producer'] };
}

function toOutgoing({ key, value, headers, timestamp }: Message): OutgoingMessage {
  return {
    key: key ?? null,
    value,
    ...(headers && { headers: headers as Record<string, string> }),
    ...(timestamp !== undefined && { timestamp: Number(timestamp) }),
  };
}

function accepted(appended: Append): number {
  if (appended.kind !== 'out of order') return appended.baseOffset;
  throw new KafkaError('the sequence number is out of order', 'OUT_OF_ORDER_SEQUENCE_NUMBER', true);
}

// What the client tries again by itself; after anything else it gives up at once.
const repeated = new Set(['KafkaJSRequestTimeoutError', 'KafkaJSConnectionClosedError']);

function isRepeated(error: unknown): boolean {
  return error instanceof KafkaError && repeated.has(error.code);
}
