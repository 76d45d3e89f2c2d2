import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../free-port.ts';
import { jarsOf, javaCommand, runJava } from '../java.ts';
import { startPart, type Part } from '../part.ts';
import { brokerAnswers } from './broker-answers.ts';
import { brokerSettings } from './broker-settings.ts';

/** Where Kafka listens and keeps its state; `log` gets a sentence when a step takes a while. */
export interface KafkaOptions {
  port: number;
  /** The port of a proxy that all clients are to go through; none without it. */
  advertisedPort?: number;
  dataDir: string;
  log?: (line: string) => void;
}

/** A running broker; `brokers`, of a proxy if there is one, is what a client's bootstrap list takes. */
export interface KafkaPart extends Part {
  brokers: string;
}

/** Starts a single-node Apache Kafka (KRaft), formatting its storage the first time; throws PartError. */
export async function startKafka(options: KafkaOptions): Promise<KafkaPart> {
  const { port, advertisedPort = port, log } = options;
  const dataDir = resolve(options.dataDir);
  const jars = jarsOf('kafka');
  const segments = join(dataDir, 'data');
  const settingsFile = join(dataDir, 'server.properties');
  mkdirSync(dataDir, { recursive: true });
  const place = { port, advertisedPort, controllerPort: await freePort(), dataDir: segments };
  writeFileSync(settingsFile, brokerSettings(place));
  const quiet = `-Dlog4j2.configurationFile=${fileURLToPath(new URL('./log4j2.properties', import.meta.url))}`;
  await format({ jars, quiet, settingsFile, segments, log });
  const part = await startPart({
    name: 'Kafka',
    url: `localhost:${port}`,
    port,
    command: javaCommand(),
    // Java's second compiler would take a core for the first half minute; here 200,000 records went through 1.3 times
    // faster without it, and 600,000 no slower.
    args: [
      '-Xmx768m',
      '-XX:TieredStopAtLevel=1',
      '-XX:+ExitOnOutOfMemoryError',
      quiet,
      '-cp',
      jars,
      'kafka.Kafka',
      settingsFile,
    ],
    cwd: dataDir,
    logFile: join(dataDir, 'kafka.log'),
    stopSignal: 'SIGTERM',
    abandonSignal: 'SIGKILL', // a killed broker recovers its log; waiting for it would hold the ports
    killAfterMs: 15_000,
    startWithinMs: 60_000,
    answers: () => brokerAnswers(port),
  });
  return { ...part, brokers: `localhost:${advertisedPort}` };
}

interface Storage {
  jars: string;
  quiet: string;
  settingsFile: string;
  segments: string;
  log: KafkaOptions['log'];
}

async function format({ jars, quiet, settingsFile, segments, log }: Storage): Promise<void> {
  if (existsSync(join(segments, 'meta.properties'))) return; // written last, so its storage is complete
  log?.('Kafka formats its storage (once).');
  rmSync(segments, { recursive: true, force: true });
  const id = `c${randomBytes(16).toString('base64url').slice(1)}`; // a leading dash would be read as an option
  await runJava([quiet, '-cp', jars, 'kafka.tools.StorageTool', 'format', '-t', id, '-c', settingsFile]);
}
