import { afterEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { freePort } from '@cdr/infra';
import { ConfigError, readConfig } from '@cdr/worker';
import { pickPorts, portSettings, type WantedPorts } from './ports.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((closed) => server.close(closed));
});

async function occupiedPort(): Promise<number> {
  const server = createServer().listen({ port: 0, host: '127.0.0.1' });
  servers.push(server);
  await once(server, 'listening');
  return (server.address() as { port: number }).port;
}

async function listenOn(port: number): Promise<void> {
  const server = createServer();
  const taken = new Promise<void>((resolve) => {
    server.once('error', () => resolve()); // somebody else's: taken as well
    server.listen({ port, host: '127.0.0.1' }, () => {
      servers.push(server);
      resolve();
    });
  });
  await taken;
}

// freePort's own claim must not be the reason that pickPorts refuses it: numbers of our own choosing.
async function wantedPorts(): Promise<WantedPorts> {
  const names = Object.keys(portSettings) as (keyof WantedPorts)[];
  const base = await freePort();
  return Object.fromEntries(names.map((name, at) => [name, base + 1 + at])) as unknown as WantedPorts;
}

describe('the ports of npm start', () => {
  test('are those the user set', async () => {
    const wanted = await wantedPorts();
    const lines: string[] = [];
    expect(await pickPorts(wanted, (line) => lines.push(line))).toEqual(wanted);
    expect(lines).toEqual([]);
  });

  test('move up from a default that is taken, in one line', async () => {
    await listenOn(5439);
    const lines: string[] = [];
    const { warehouse } = await pickPorts({ ...(await wantedPorts()), warehouse: undefined }, (line) =>
      lines.push(line),
    );
    expect(warehouse).toBeGreaterThan(5439);
    expect(lines).toEqual([`Port 5439 is taken: the warehouse uses ${warehouse}.`]);
  });

  test('are refused in a sentence when one that the user set is taken', async () => {
    const taken = await occupiedPort();
    await expect(pickPorts({ ...(await wantedPorts()), kafka: taken }, () => undefined)).rejects.toThrow(
      `Port ${taken} for Kafka (KAFKA_PORT) cannot be used`,
    );
  });

  test('that are no ports are told all at once', () => {
    const env = { KAFKA_PORT: '0', S3_PORT: 'nine', WAREHOUSE_PORT: '' };
    expect(() => readConfig(env, portSettings)).toThrow(
      new ConfigError([
        'KAFKA_PORT must be from 1 to 65535, was "0"',
        'S3_PORT must be a whole number, was "nine"',
      ]),
    );
  });
});
