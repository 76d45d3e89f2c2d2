import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import kafkajs from 'kafkajs';
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { mkdirSync, mkdtempSync, chmodSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive, until } from '@cdr/testing';
import { Client } from 'pg';
import { freePort, startKafka, startObjectStore, startRegistry, startWarehouse, type Part } from './index.ts';
import { folderElsewhere } from './warehouse/database-folder.ts';

let home: string;
const ends: (() => unknown)[] = [];

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'cdr-infra-'));
  chmodSync(home, 0o755);
});
// Behind a failing expectation as well: Jest does not exit while a part runs.
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
afterAll(() => {
  rmSync(folderElsewhere(folderOf('PostgreSQL')), { recursive: true, force: true });
  rmSync(home, { recursive: true, force: true });
});

interface Subject {
  name: string;
  start(dataDir: string): Promise<Part & { remember(): Promise<void>; recall(): Promise<unknown> }>;
  remembered: unknown;
}

const callSchema = '{"$schema":"http://json-schema.org/draft-07/schema#","type":"object"}';

const subjects: Subject[] = [
  { name: 'Kafka', start: kafkaSubject, remembered: '1' },
  { name: 'the S3 server', start: objectStoreSubject, remembered: 'a call' },
  { name: 'the schema registry', start: registrySubject, remembered: { id: 1, schema: callSchema } },
  { name: 'PostgreSQL', start: warehouseSubject, remembered: [{ calls: '1' }] },
];

describe.each(subjects)('$name', ({ name, start, remembered }) => {
  test('serves its data again after kill -9, and leaves no process when it is stopped', async () => {
    const dataDir = folderOf(name);
    mkdirSync(dataDir, { mode: 0o700 }); // as a home folder often is
    const first = await start(dataDir);
    await first.remember();
    process.kill(first.pid, 'SIGKILL');
    expect(await first.exited).toEqual({ code: null, signal: 'SIGKILL' });

    const second = await start(dataDir);
    expect(await second.recall()).toEqual(remembered);
    await Promise.all([second.stop(), second.stop()]);
    await second.exited;
    expect(isAlive(second.pid)).toBe(false);
  });
});

describe('a part', () => {
  test('ends with the process that started it, though that was killed', async () => {
    const port = await freePort();
    const options = JSON.stringify({ port, dataDir: join(home, 'orphan'), password: 'local' });
    const script = `
      import { startWarehouse } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)};
      process.stdout.write(String((await startWarehouse(${options})).pid));`;
    const owner = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    ends.push(() => owner.kill('SIGKILL'));
    const [line] = (await once(owner.stdout, 'data', { signal: AbortSignal.timeout(30_000) })) as [Buffer];
    const pid = Number(line.toString());
    expect(isAlive(pid)).toBe(true);
    owner.kill('SIGKILL');
    await until(() => !isAlive(pid));
  });

  test('that cannot start says which one, and why', async () => {
    const port = await freePort();
    const stranger = createServer().listen({ port, host: '127.0.0.1' });
    ends.push(() => stranger.close());
    await once(stranger, 'listening');
    await expect(
      started(startWarehouse({ port, dataDir: join(home, 'taken'), password: 'local' })),
    ).rejects.toThrow(`PostgreSQL cannot start: another program listens on port ${port}`);
  });

  test('whose data was made with another password says so', async () => {
    const dataDir = join(home, 'password');
    const first = await started(startWarehouse({ port: await freePort(), dataDir, password: 'old' }));
    await first.stop();
    await expect(
      started(startWarehouse({ port: await freePort(), dataDir, password: 'new' })),
    ).rejects.toThrow('its data was made with another password');
  });
});

/** A part that is stopped behind its test. */
async function started<P extends Part>(starting: Promise<P>): Promise<P> {
  const part = await starting;
  ends.push(part.stop);
  return part;
}

function folderOf(name: string): string {
  return join(home, name.replaceAll(' ', '-'));
}

async function kafkaSubject(dataDir: string) {
  const part = await started(startKafka({ port: await freePort(), dataDir }));
  const kafka = new kafkajs.Kafka({ brokers: [part.brokers], logLevel: kafkajs.logLevel.NOTHING });
  return {
    ...part,
    async remember() {
      const admin = kafka.admin();
      const producer = kafka.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
      await Promise.all([admin.connect(), producer.connect()]);
      await admin.createTopics({ topics: [{ topic: 'calls', numPartitions: 1 }] });
      await producer.send({ topic: 'calls', acks: -1, messages: [{ value: 'a call' }] });
      await Promise.all([admin.disconnect(), producer.disconnect()]);
    },
    async recall() {
      const admin = kafka.admin();
      await admin.connect();
      const [offsets] = await admin.fetchTopicOffsets('calls');
      await admin.disconnect();
      return offsets?.high;
    },
  };
}

async function objectStoreSubject(dataDir: string) {
  const part = await started(startObjectStore({ port: await freePort(), dataDir }));
  const { endpoint, accessKeyId, secretAccessKey } = part;
  const credentials = { accessKeyId, secretAccessKey };
  const s3 = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials });
  const object = { Bucket: 'calls', Key: 'one' };
  return {
    ...part,
    async remember() {
      await part.createBucket('calls');
      await part.createBucket('calls');
      await s3.send(new PutObjectCommand({ ...object, Body: 'a call' }));
    },
    async recall() {
      const { Body } = await s3.send(new GetObjectCommand(object));
      return Body?.transformToString();
    },
  };
}

async function registrySubject(dataDir: string) {
  const part = await started(startRegistry({ port: await freePort(), dataDir }));
  // Several, one behind the other: the last is acknowledged a moment before the kill.
  const versions = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `${part.url}/subjects/calls-${n}/versions`);
  return {
    ...part,
    async remember() {
      const body = JSON.stringify({ schemaType: 'JSON', schema: callSchema });
      const headers = { 'content-type': 'application/vnd.schemaregistry.v1+json' };
      for (const url of versions) {
        const answer = await fetch(url, { method: 'POST', headers, body });
        expect(await answer.json()).toEqual({ id: 1 });
      }
    },
    async recall() {
      const answer = await fetch(`${versions.at(-1)}/latest`);
      const { id, schema } = (await answer.json()) as Record<string, unknown>;
      return { id, schema };
    },
  };
}

async function warehouseSubject(dataDir: string) {
  const part = await started(startWarehouse({ port: await freePort(), dataDir, password: 'a /password' }));
  return {
    ...part,
    remember: async () => void (await ask(part.url, 'CREATE TABLE call AS SELECT 1 AS id')),
    recall: () => ask(part.url, 'SELECT count(*) AS calls FROM call'),
  };
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
