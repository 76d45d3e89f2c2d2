import { startParts } from '@cdr/infra';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import pg from 'pg';
import { accessTo, type RedshiftStandIn, startRedshiftStandIn, type StandInOptions } from './index.ts';

const region = 'us-east-1';
export const bucket = 'telecom-staging';

/** A stand-in over a real PostgreSQL and S3 server, and what tests do with it. */
export async function startWorld() {
  const parts = await startParts({ warehouse: true, objectStore: true });
  const { endpoint, accessKeyId, secretAccessKey } = parts.objectStore;
  await parts.objectStore.createBucket(bucket);
  const s3 = new S3Client({
    ...{ endpoint, region, forcePathStyle: true },
    credentials: { accessKeyId, secretAccessKey },
  });
  const postgres = accessTo(parts.warehouse.url, parts.warehouse.password);
  const options = { postgres, objectStore: { endpoint, accessKeyId, secretAccessKey, region } };
  const standIns: RedshiftStandIn[] = [];
  const clients: pg.Client[] = [];
  const bugs: unknown[] = [];

  async function start(more: Partial<StandInOptions> = {}): Promise<RedshiftStandIn> {
    const standIn = await startRedshiftStandIn({ ...options, onBug: (bug) => bugs.push(bug), ...more });
    standIns.push(standIn);
    return standIn;
  }

  async function open(standIn: RedshiftStandIn, more: pg.ClientConfig = {}): Promise<pg.Client> {
    const client = new pg.Client({ ...postgres, host: '127.0.0.1', port: standIn.port, ...more });
    client.on('error', () => undefined); // some tests cut it
    clients.push(client);
    await client.connect();
    return client;
  }

  async function put(key: string, body: string | Uint8Array): Promise<void> {
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }));
  }

  async function stop(): Promise<void> {
    for (const client of clients) await client.end().catch(() => undefined);
    for (const standIn of standIns) await standIn.stop();
    s3.destroy();
    await parts.stop();
    if (bugs.length > 0) throw new AggregateError(bugs, 'the stand-in met bugs of its own');
  }

  return { parts, postgres, start, open, put, stop };
}

export type World = Awaited<ReturnType<typeof startWorld>>;

/** An error of the server, as the driver gives it. */
export async function refusalOf(question: Promise<unknown>): Promise<pg.DatabaseError> {
  const outcome = await question.then(
    () => new Error('was not refused'),
    (error: unknown) => error,
  );
  if (outcome instanceof pg.DatabaseError) return outcome;
  throw outcome;
}

/** Resolves when a connection has ended. */
export function ended(client: pg.Client): Promise<void> {
  return new Promise((resolve) => {
    client.once('end', resolve);
  });
}
