import { type Broker, BrokerPool } from './kafkajs-internals.ts';

/**
 * kafkajs 2.2.4 drops whatever goes wrong when a broker is asked for metadata, and then trips over the answer that is
 * not there: a TypeError, which looks like a bug and is an outage. With this the reason comes back.
 */
export function tellMetadataErrors(): void {
  BrokerPool.prototype.withBroker = askEach;
}

async function askEach<T>(
  this: BrokerPool,
  ask: (found: { nodeId: string; broker: Broker }) => Promise<T>,
): Promise<T> {
  let reason: unknown = Object.assign(new Error('no broker is known'), { name: 'KafkaJSBrokerNotFound' });
  for (const nodeId of this.getNodeIds()) {
    try {
      return await ask({ nodeId, broker: await this.findBroker({ nodeId }) });
    } catch (error) {
      reason = error;
    }
  }
  throw reason;
}
