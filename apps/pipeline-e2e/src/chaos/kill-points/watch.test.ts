import { describe, expect, test } from '@jest/globals';
import type { Kafka, OutgoingMessage } from '@cdr/kafka';
import type { Client, Connections } from '@cdr/warehouse';
import { createPoints, type Points } from './points.ts';
import { watchConnections } from './watch-connections.ts';
import { watchKafka } from './watch-kafka.ts';
import { watchStore } from './watch-store.ts';

/** What happens, in order: requests and their answers as the parts see them, and points. */
function happenings() {
  const happened: string[] = [];
  const points = createPoints(() => undefined);
  const noting: Points = { ...points, reach: (point) => happened.push(`(${point})`) };
  async function answer(what: string): Promise<void> {
    happened.push(what);
    await Promise.resolve();
    happened.push(`${what} done`);
  }
  return { happened, noting, answer };
}

const topics = { clean: 'clean', dlq: 'dlq' };
const message: OutgoingMessage = { key: null, value: '' };

describe('the points of a validator', () => {
  async function publishers() {
    const { happened, noting, answer } = happenings();
    const kafka = {
      openPublisher: async (topic: string) => ({
        topic,
        partitions: 2,
        publish: async (partition: number, messages: OutgoingMessage[]) => {
          if (messages.length > 0) await answer(`${topic} ${partition}`);
          return [];
        },
        close: async () => undefined,
      }),
    } as unknown as Kafka;
    const watched = watchKafka(kafka, topics, noting);
    return { happened, dlq: await watched.openPublisher('dlq'), clean: await watched.openPublisher('clean') };
  }

  test('lie behind a letter, between letters and clean, and behind clean', async () => {
    const { happened, dlq, clean } = await publishers();
    await dlq.publish(0, [message]);
    await clean.publish(0, [message]);
    await clean.publish(0, [message]);
    expect(happened).toEqual([
      ...['dlq 0', 'dlq 0 done', '(after a letter)', '(between letter and clean)'],
      ...['clean 0', 'clean 0 done', '(after clean)', 'clean 0', 'clean 0 done', '(after clean)'],
    ]);
  });

  test('know one partition from another, and a batch without letters', async () => {
    const { happened, dlq, clean } = await publishers();
    await dlq.publish(1, [message]);
    await clean.publish(0, [message]);
    await dlq.publish(1, []);
    await clean.publish(1, [message]);
    expect(happened.filter((one) => one.startsWith('('))).toEqual([
      '(after a letter)',
      '(after clean)',
      '(after clean)',
    ]);
  });
});

describe('the points of a loader', () => {
  test('lie behind each object put', async () => {
    const { happened, noting, answer } = happenings();
    const store = { put: () => answer('put') } as unknown as Parameters<typeof watchStore>[0];
    await watchStore(store, noting).put('key', 'body');
    expect(happened).toEqual(['put', 'put done', '(after S3 put)']);
  });

  test('lie behind COPY, before the ledger, and behind the commit', async () => {
    const { happened, noting, answer } = happenings();
    const client = { query: (text: unknown) => (typeof text === 'string' ? answer(text) : text) };
    const connections = { open: async () => client as unknown as Client } as unknown as Connections;
    const watched = await watchConnections(connections, noting).open();
    await watched.query('BEGIN');
    const copy = { submit: () => undefined };
    expect(watched.query(copy)).toBe(copy);
    await watched.query('ANALYZE staging (call_id)');
    await watched.query('INSERT INTO telecom.load_batch (batch_id) VALUES ($1)', ['b']);
    await watched.query('COMMIT');
    expect(happened.filter((one) => !one.endsWith(' done'))).toEqual([
      ...['BEGIN', '(after COPY)', 'ANALYZE staging (call_id)', '(before ledger)'],
      ...['INSERT INTO telecom.load_batch (batch_id) VALUES ($1)', 'COMMIT', '(after commit)'],
    ]);
    // The connections know a client by its identity.
    expect(watched).toBe(client);
  });
});
