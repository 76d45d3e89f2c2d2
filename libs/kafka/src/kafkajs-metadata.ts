import { type Broker, BrokerPool } from './kafkajs-internals.ts';

/**
 * kafkajs 2.2.4 drops whatever goes wrong when a broker is asked for metadata or for the coordinator of a group, and then
 * trips over the answer that is not there: a TypeError, which looks like a bug and is an outage. With this the reason
 * comes back.
 */
export function tellMetadataErrors(): void {
  BrokerPool.prototype.withBroker = askEach;
}

// Asked first: one that hangs then costs the time limit once, and not at each question.
const answeredLast = new WeakMap<BrokerPool, string>();

async function askEach<T>(
  this: BrokerPool,
  ask: (found: { nodeId: string; broker: Broker }) => Promise<T>,
): Promise<T> {
  let reason: unknown = Object.assign(new Error('no broker is known'), { name: 'KafkaJSBrokerNotFound' });
  const first = answeredLast.get(this);
  for (const nodeId of this.getNodeIds().sort((a, b) => Number(b === first) - Number(a === first))) {
    try {
      const answer = await ask({ nodeId, broker: await this.findBroker({ nodeId }) });
      answeredLast.set(this, nodeId);
      return answer;
    } catch (error) {
      reason = error;
    }
  }
  throw reason;
}
