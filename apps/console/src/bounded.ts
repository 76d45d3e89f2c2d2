import type { Kafka, PartitionReader } from '@cdr/kafka';
import type { Client, Connections } from '@cdr/warehouse';
import type { Turns } from './turns.ts';

/** The same connections, a turn for each that is open. */
export function boundConnections(connections: Connections, turns: Turns): Connections {
  const held = new Map<Client, () => void>();

  async function open(): Promise<Client> {
    const giveBack = await turns.take();
    try {
      const client = await connections.open();
      held.set(client, giveBack);
      return client;
    } catch (error) {
      giveBack();
      throw error;
    }
  }

  async function hangUp(client: Client): Promise<void> {
    try {
      await connections.hangUp(client);
    } finally {
      held.get(client)?.();
      held.delete(client);
    }
  }

  return { dialect: connections.dialect, open, hangUp, cutAll: () => connections.cutAll() };
}

/** The same Kafka, a turn for each reader that is open: each has a connection of its own. */
export function boundReaders(kafka: Kafka, turns: Turns): Kafka {
  async function openReader(...place: Parameters<Kafka['openReader']>): Promise<PartitionReader> {
    const giveBack = await turns.take();
    try {
      const reader = await kafka.openReader(...place);
      return { next: () => reader.next(), close: () => reader.close().finally(giveBack) };
    } catch (error) {
      giveBack();
      throw error;
    }
  }

  return { ...kafka, openReader };
}
