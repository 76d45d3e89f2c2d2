import type { Client, Connections } from '@cdr/warehouse';
import { describe, expect, test } from '@jest/globals';
import { boundConnections, boundReaders } from './bounded.ts';
import { createConsoleKafka, topics } from './memory-kafka.fixture.ts';
import { createTurns } from './turns.ts';

const limits = { most: 1, waitMs: 10, problem: 'one is open already: try again' };

describe('connections', () => {
  function withConnections() {
    const trouble = { fails: false };
    const connections: Connections = {
      dialect: 'postgres',
      open: () => (trouble.fails ? Promise.reject(new Error('refused')) : Promise.resolve({} as Client)),
      hangUp: () => (trouble.fails ? Promise.reject(new Error('gone')) : Promise.resolve()),
      cutAll: () => undefined,
    };
    return { trouble, bounded: boundConnections(connections, createTurns(limits)) };
  }

  test('are so many at once, and one that is hung up leaves its place', async () => {
    const { bounded } = withConnections();
    const client = await bounded.open();
    await expect(bounded.open()).rejects.toThrow(limits.problem);
    await bounded.hangUp(client);
    await bounded.open();
  });

  test('that fail keep no place', async () => {
    const { bounded, trouble } = withConnections();
    trouble.fails = true;
    for (let n = 0; n < 2; n += 1) await expect(bounded.open()).rejects.toThrow('refused');
    trouble.fails = false;
    const client = await bounded.open();
    trouble.fails = true;
    await expect(bounded.hangUp(client)).rejects.toThrow('gone');
    trouble.fails = false;
    await bounded.open();
  });
});

test('readers are so many at once; one that is closed, or cannot be opened, leaves its place', async () => {
  const { kafka } = createConsoleKafka();
  const bounded = boundReaders(kafka, createTurns(limits));
  for (let n = 0; n < 2; n += 1) await expect(bounded.openReader('none', 0, 0)).rejects.toThrow('none');
  const reader = await bounded.openReader(topics.raw, 0, 0);
  await expect(bounded.openReader(topics.raw, 1, 0)).rejects.toThrow(limits.problem);
  await reader.close();
  await (await bounded.openReader(topics.raw, 1, 0)).close();
});
