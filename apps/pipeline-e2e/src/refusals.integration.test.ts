import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { type Home, makeHome, npmStart } from './npm-start.ts';

let home: Home;
const servers: Server[] = [];

beforeAll(async () => {
  home = await makeHome();
});
afterAll(async () => {
  for (const server of servers) await new Promise((closed) => server.close(closed));
  await home.remove();
});

/** Listens on a port, or finds that somebody does. */
async function take(port: number): Promise<void> {
  const server = createServer((caller) => caller.destroy()).listen({ port, host: '127.0.0.1' });
  const taken = once(server, 'listening').then(() => servers.push(server));
  await taken.catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
  });
}

describe('npm start', () => {
  test.each([
    [['--speed', '5'], {}, "Unknown option '--speed'"],
    [['--until-loaded'], {}, '--until-loaded needs an end: give --input or --count'],
    [['--input', 'no-such-file'], {}, '--input must name a file that can be read'],
    [[], { KAFKA_PORT: 'nine', TOPIC_PARTITIONS: '0' }, 'KAFKA_PORT must be a whole number, was "nine"'],
  ])('exits 2 in a sentence for %j with %j', async (args, env, sentence) => {
    const start = npmStart(home, args, env);
    expect(await start.ended).toBe(2);
    expect(start.stderr()).toContain(sentence);
    expect(start.stdout()).toBe('');
  });

  test('names the port that the user set and somebody else has', async () => {
    const port = Number(home.env['S3_PORT']);
    await take(port);
    const start = npmStart(home, []);
    expect(await start.ended).toBe(1);
    expect(start.stderr()).toContain(`Port ${port} for the S3 server (S3_PORT) cannot be used`);
    expect(home.processes()).toEqual([]);
  });

  test('moves from a default port that somebody has, and stops while it is still starting', async () => {
    await take(9000);
    const start = npmStart(home, [], { S3_PORT: undefined });
    await start.says('Port 9000 is taken: the S3 server uses ');
    await start.says('Starting Kafka');
    start.interrupt();
    expect(await start.ended).toBe(130);
    expect(home.processes()).toEqual([]);
  });
});
