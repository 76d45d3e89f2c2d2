import { beforeAll, describe, expect, test } from '@jest/globals';
import { connectKafka } from './connect-kafka.ts';
import { toKafkaError } from './kafka-error.ts';
import { type Broker, BrokerPool } from './kafkajs-internals.ts';

const noBroker = {} as Broker;

/** A pool of these brokers; each does with a question what its entry does. */
function asking(answers: Record<string, () => Promise<string>>): () => Promise<string> {
  const pool: BrokerPool = Object.create(BrokerPool.prototype, {
    brokers: { value: answers },
    findBroker: { value: async () => noBroker },
  });
  return () => pool.withBroker(({ nodeId }) => answers[nodeId]!());
}

function ask(answers: Record<string, () => Promise<string>>): Promise<string> {
  return asking(answers)();
}

async function outage(): Promise<never> {
  throw Object.assign(new Error('timed out'), { name: 'KafkaJSRequestTimeoutError', retriable: true });
}

// The first test is what shows that the second can fail: it is the client as it comes.
describe('a broker that fails a question about metadata', () => {
  test('gives nothing, as the client comes', async () => {
    expect(await ask({ 1: outage })).toBeNull();
  });

  describe('with a connection of ours', () => {
    beforeAll(async () => {
      await connectKafka({ brokers: ['localhost:1'], clientId: 'test' }).catch(() => undefined);
    });

    test('is an outage', async () => {
      const error = await ask({ 1: outage }).catch((reason: unknown) => toKafkaError('describing', reason));
      expect(error).toMatchObject({ code: 'KafkaJSRequestTimeoutError', retriable: true });
    });

    test('is no matter when another one answers', async () => {
      expect(await ask({ 1: outage, 2: async () => 'the topics' })).toBe('the topics');
      expect(await ask({ 1: async () => 'the topics', 2: outage })).toBe('the topics');
    });

    test('is not asked again as long as the next one answers', async () => {
      const asked: number[] = [];
      const down = new Set([1]);
      async function of(node: number): Promise<string> {
        asked.push(node);
        return down.has(node) ? outage() : 'the topics';
      }
      const question = asking({ 1: () => of(1), 2: () => of(2), 3: () => of(3) });
      await question();
      await question();
      expect(asked.splice(0)).toEqual([1, 2, 2]);
      down.delete(1);
      down.add(2);
      await question();
      await question();
      expect(asked).toEqual([2, 1, 1]);
    });

    test('is an outage as well when none is known', async () => {
      const error = await ask({}).catch((reason: unknown) => toKafkaError('describing', reason));
      expect(error).toMatchObject({ code: 'KafkaJSBrokerNotFound', retriable: true });
    });
  });
});
