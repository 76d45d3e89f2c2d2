import { type Client, type Connections, WarehouseError } from '@cdr/warehouse';
import { describe, expect, test } from '@jest/globals';
import { createTurns } from './turns.ts';
import { createWarehouseQuestions } from './warehouse-questions.ts';

/** Connections to a warehouse that answers with the connection's number, or fails when the statement is `fail`. */
function memoryConnections() {
  const told: string[] = [];
  let opened = 0;
  const waiting: (() => void)[] = [];
  const connections: Connections = {
    dialect: 'postgres',
    async open() {
      const n = (opened += 1);
      told.push(`open ${n}`);
      async function query(statement: string) {
        if (statement === 'wait') await new Promise<void>((resolve) => waiting.push(resolve));
        if (statement === 'fail') throw Object.assign(new Error('gone'), { code: 'ECONNRESET' });
        return { rows: [{ n }] };
      }
      return { n, query } as unknown as Client;
    },
    hangUp: async (client) => void told.push(`hang up ${(client as unknown as { n: number }).n}`),
    cutAll: () => void told.push('cut all'),
  };
  const release = () => {
    for (const go of waiting.splice(0)) go();
  };
  return { connections, warehouse: createWarehouseQuestions(connections), told, waiting, release };
}

describe('questions to the warehouse', () => {
  test('one after the other take one connection', async () => {
    const { warehouse, told } = memoryConnections();
    for (let n = 0; n < 3; n += 1) expect(await warehouse.ask('asking', 'now')).toEqual([{ n: 1 }]);
    expect(told).toEqual(['open 1']);
  });

  test('side by side take one each, and two stay open', async () => {
    const { warehouse, told, waiting, release } = memoryConnections();
    const asked = [1, 2, 3, 4].map(() => warehouse.ask('asking', 'wait'));
    while (waiting.length < 4) await new Promise((resolve) => setImmediate(resolve));
    release();
    await Promise.all(asked);
    expect(told).toEqual(['open 1', 'open 2', 'open 3', 'open 4', 'hang up 3', 'hang up 4']);
    await warehouse.ask('asking', 'now');
    expect(told).toHaveLength(6);
  });

  test('are four at once, the fifth is asked behind the first of them', async () => {
    const { warehouse, told, waiting, release } = memoryConnections();
    const asked = [1, 2, 3, 4, 5].map(() => warehouse.ask('asking', 'wait'));
    while (waiting.length < 4) await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    expect([waiting.length, told]).toEqual([4, ['open 1', 'open 2', 'open 3', 'open 4']]);
    release();
    while (waiting.length < 1) await new Promise((resolve) => setImmediate(resolve));
    release();
    expect(await Promise.all(asked)).toHaveLength(5);
  });

  test('that wait for long are told that others are asked', async () => {
    const { connections } = memoryConnections();
    const turns = createTurns({ most: 1, waitMs: 10, problem: 'one is asked already' });
    const warehouse = createWarehouseQuestions(connections, turns);
    void warehouse.ask('asking', 'wait');
    await expect(warehouse.ask('asking', 'now')).rejects.toThrow('one is asked already');
  });

  test('that fail tell what was done, and their connection is not used again', async () => {
    const { warehouse, told } = memoryConnections();
    const gone = new WarehouseError('reading batches: gone', 'ECONNRESET', true);
    await expect(warehouse.ask('reading batches', 'fail')).rejects.toThrow(gone);
    expect(await warehouse.ask('asking', 'now')).toEqual([{ n: 2 }]);
    expect(told).toEqual(['open 1', 'hang up 1', 'open 2']);
  });

  test('are cut when the console ends', () => {
    const { warehouse, told } = memoryConnections();
    warehouse.close();
    expect(told).toEqual(['cut all']);
  });
});

test('a warehouse that takes no connection is told as what was to be done', async () => {
  const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  const connections = { open: () => Promise.reject(refused) } as unknown as Connections;
  await expect(createWarehouseQuestions(connections).ask('reading batches', 'now')).rejects.toThrow(
    'reading batches: refused',
  );
});
