import { expect, test } from '@jest/globals';
import { getEventListeners, once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { connectKafka } from './connect-kafka.ts';

test('a connection that fails leaves nothing behind: neither a socket nor a listener at the signal', async () => {
  const { signal } = new AbortController();
  const closed: Promise<unknown>[] = [];
  // Takes connections and ends none: it answers the first request with what is no answer.
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    closed.push(once(socket, 'close'));
    socket.once('data', (request) => socket.write(Buffer.from([0, 0, 0, 4, ...request.subarray(8, 12)])));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const brokers = [`127.0.0.1:${(server.address() as AddressInfo).port}`];
  try {
    await expect(connectKafka({ brokers, clientId: 'test', giveUp: signal })).rejects.toThrow('connecting');
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
    expect(closed.length).toBeGreaterThan(0);
    await Promise.all(closed);
  } finally {
    server.close();
  }
});
