import { afterEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { freePort, isFree, takePort } from './free-port.ts';

const servers: Server[] = [];

async function occupy(port: number, host = '127.0.0.1'): Promise<void> {
  const server = createServer().listen({ port, host });
  servers.push(server);
  await once(server, 'listening');
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((closed) => server.close(closed))));
});

describe('a port for a part', () => {
  test('is free and never given out twice', async () => {
    const ports = await Promise.all(Array.from({ length: 20 }, () => freePort()));
    expect(new Set(ports).size).toBe(20);
    expect(await isFree(ports[0]!)).toBe(true);
  });

  test('is the next free one when the default is taken', async () => {
    const wanted = await freePort();
    await occupy(wanted);
    const port = await takePort({ wanted, isDefault: true, name: 'Kafka' });
    expect(port).toBeGreaterThan(wanted);
    expect(await isFree(port)).toBe(true);
  });

  test('is an error sentence when the user chose one that is taken', async () => {
    const wanted = await freePort();
    await occupy(wanted);
    await expect(takePort({ wanted, isDefault: false, name: 'Kafka' })).rejects.toThrow(
      `Port ${wanted} for Kafka cannot be used`,
    );
  });

  test('counts as taken when a program listens on every address', async () => {
    const port = await freePort();
    await occupy(port, '0.0.0.0');
    expect(await isFree(port)).toBe(false);
  });
});
