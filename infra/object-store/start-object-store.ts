import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { httpStatus } from '../http-status.ts';
import { jarsOf, javaCommand } from '../java.ts';
import { startPart, type Part } from '../part.ts';
import { createBucket } from './create-bucket.ts';

/** Where the S3 server listens and keeps its objects, and the keys it accepts. */
export interface ObjectStoreOptions {
  port: number;
  dataDir: string;
  accessKeyId?: string;
  secretAccessKey?: string;
}

/** How a client reaches an S3 server. */
export interface ObjectStoreAccess {
  endpoint: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** A running S3 server; createBucket makes sure that a bucket is there (names have at least 3 characters). */
export interface ObjectStorePart extends Part, ObjectStoreAccess {
  createBucket(bucket: string): Promise<boolean>;
}

/** Starts S3Proxy over a folder, listening on the loopback address only; throws PartError. */
export async function startObjectStore(options: ObjectStoreOptions): Promise<ObjectStorePart> {
  // The server is reachable from this machine only; these keys guard nothing worth a secret.
  const { port, accessKeyId = 'local', secretAccessKey = 'local-secret' } = options;
  const dataDir = resolve(options.dataDir);
  const jars = jarsOf('object-store');
  const endpoint = `http://127.0.0.1:${port}`;
  const objects = join(dataDir, 'objects');
  const settingsFile = join(dataDir, 's3proxy.properties');
  mkdirSync(objects, { recursive: true });
  writeFileSync(settingsFile, settings({ endpoint, accessKeyId, secretAccessKey }, objects), { mode: 0o600 });
  const quiet = `-Dlogback.configurationFile=${fileURLToPath(new URL('./logback.xml', import.meta.url))}`;
  const part = await startPart({
    name: 'S3 server',
    url: endpoint,
    port,
    command: javaCommand(),
    args: [
      '-Xmx384m',
      '-XX:+ExitOnOutOfMemoryError',
      quiet,
      '-cp',
      jars,
      'org.gaul.s3proxy.Main',
      '--properties',
      settingsFile,
    ],
    cwd: dataDir,
    logFile: join(dataDir, 'object-store.log'),
    stopSignal: 'SIGTERM',
    abandonSignal: 'SIGKILL',
    killAfterMs: 10_000,
    startWithinMs: 60_000,
    // Without a signature it is a refusal, and an answer.
    answers: async () => (await httpStatus(endpoint)) !== null,
  });
  const access = { endpoint, accessKeyId, secretAccessKey };
  return {
    ...part,
    ...access,
    createBucket: (bucket) => createBucket({ bucket, region: 'us-east-1', endpoint, credentials: access }),
  };
}

function settings(access: ObjectStoreAccess, objects: string): string {
  return [
    's3proxy.authorization=aws-v2-or-v4',
    `s3proxy.identity=${access.accessKeyId}`,
    `s3proxy.credential=${access.secretAccessKey}`,
    `s3proxy.endpoint=${access.endpoint}`,
    'jclouds.provider=filesystem-nio2',
    `jclouds.filesystem.basedir=${objects.replaceAll('\\', '\\\\')}`,
    'jclouds.identity=unused',
    'jclouds.credential=unused',
    '',
  ].join('\n');
}
