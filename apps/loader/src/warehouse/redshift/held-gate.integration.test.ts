import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createConnections } from '@cdr/warehouse';
import { noGrowth, type RealWarehouses, startRealWarehouses } from '../../real-warehouses.fixture.ts';
import { openRedshift } from './redshift.ts';
import { lockGate } from '../statements.ts';

let parts: RealWarehouses;
let url: string;
beforeAll(async () => {
  parts = await startRealWarehouses();
  const standIn = await parts.standInFor(await parts.makeDatabase('clean', 1));
  url = standIn.url;
});
afterAll(() => parts.stop());

const options = { password: undefined, application: 'test' };
const at = (nextOffset: number) => ({ nextOffset, rawHighWater: nextOffset - 1, last: null });
const range = { partition: 0, from: at(0), to: at(1), rows: 0, firstRaw: null, lastRaw: null };
const move = { topic: 'clean', ranges: [range] };

test('a loader that holds the gate and is gone is ended by the next one, but not before its time', async () => {
  const vanished = createConnections({ ...options, url });
  const holder = await vanished.open();
  await holder.query('BEGIN');
  await holder.query(lockGate);

  // As if a wait for the gate took half a second at most.
  const connections = createConnections({ ...options, url, longestStatementMs: 500 });
  const { store } = parts;
  const patient = openRedshift({ connections, store, role: 'default', growth: noGrowth, longestHold: 300 });
  const held = { name: 'WarehouseError', code: 'GATE_HELD', retriable: true };
  await expect(patient.skip(move)).rejects.toMatchObject(held);
  await expect(holder.query('SELECT 1')).resolves.toMatchObject({ rowCount: 1 });

  // The server's clock here is cut to whole seconds.
  const impatient = openRedshift({ connections, store, role: 'default', growth: noGrowth, longestHold: -1 });
  await expect(impatient.skip(move)).rejects.toMatchObject(held);
  await expect(holder.query('COMMIT')).rejects.toThrow();
  expect(await impatient.skip(move)).toBe('committed');
  vanished.cutAll();
  connections.cutAll();
}, 30_000);
