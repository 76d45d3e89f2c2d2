import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultPartitions, defaultTopics } from '@cdr/call-record';
import { createTopics, freePort, startKafka } from '@cdr/infra';
import { connectKafka } from '@cdr/kafka';
import { buildWorkers, exitCodes, openWorkerLog, runCommand, startWorker } from '@cdr/local';
import { until } from '@cdr/testing';
import { createSeenCalls, type SeenCalls } from '@cdr/validator';
import { fillClean } from './fill-clean.ts';
import { root } from './npm-start.ts';
import { processUsage } from './process-usage.ts';
import { type Calls, readCalls } from './read-calls.ts';

// `npm run measure-takeover`: how long a validator takes to take everything over, and in how much memory.

const usualCalls = 500_000;
const usage = `npm run measure-takeover -- [options]
  --calls N        accepted calls that each of the ${defaultPartitions} partitions is to remember (default: ${usualCalls})
`;

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function run({ calls }: Calls, stop: AbortSignal): Promise<number> {
  const state = stateMiB(calls); // first, while nothing else has buffers that come and go
  const folder = mkdtempSync(join(tmpdir(), 'cdr-takeover-'));
  const closing: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  try {
    tell('Starting Kafka, building the validator…');
    const building = buildWorkers(root, ['validator'], stop);
    building.catch(() => undefined); // told below
    const broker = await startKafka({ port: await freePort(), dataDir: join(folder, 'kafka') });
    closing.push(() => broker.stop());
    const kafka = await connectKafka({ brokers: [broker.brokers], clientId: 'cdr-measure-takeover' });
    closing.push(() => kafka.close());
    await createTopics(kafka, { topics: defaultTopics, partitions: defaultPartitions, replicas: 1 });
    await building;
    tell(`Writing ${calls} clean records to each of ${defaultPartitions} partitions…`);
    for (let partition = 0; partition < defaultPartitions; partition += 1) {
      stop.throwIfAborted();
      await fillClean(kafka, defaultTopics, partition, calls);
    }
    tell('Starting the validator…');
    const began = Date.now();
    const worker = startWorker({
      name: 'validator',
      root,
      script: join(root, 'apps/validator/dist/main.js'),
      logFolder: folder,
      env: {
        ...process.env,
        KAFKA_BROKERS: broker.brokers,
        VALIDATOR_METRICS_PORT: String(await freePort()),
        DEDUP_CALLS: String(calls),
        LOG_LEVEL: 'info',
      },
      restart: 'never',
      tell,
    });
    closing.push(() => worker.stop());
    const log = openWorkerLog(join(folder, 'validator.log'), 0);
    const takeovers = await until(
      () => {
        stop.throwIfAborted();
        const taken = log.lines().filter(({ fields }) => fields['msg'] === 'partition taken over');
        return taken.length === defaultPartitions && taken.map(({ fields }) => fields);
      },
      { what: 'the validator has taken over every partition', withinMs: 300_000 },
    );
    const usage = processUsage(worker.pid()!);
    const last = Math.max(...takeovers.map(({ time }) => Date.parse(time as string)));
    const figures = {
      calls: calls * defaultPartitions,
      remembered: takeovers.reduce((sum, { remembered }) => sum + (remembered as number), 0),
      seconds: (last - began) / 1_000,
      slowestSeconds: Math.max(...takeovers.map(({ seconds }) => seconds as number)),
      stateMiB: state,
      ...usage,
    };
    process.stdout.write(`${JSON.stringify(figures)}\n`);
    return exitCodes.done;
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

// The state of all partitions, made once more here: what it takes by itself.
function stateMiB(calls: number): number {
  const before = process.memoryUsage().arrayBuffers;
  const states = Array.from({ length: defaultPartitions }, () => createSeenCalls(calls, 1));
  return Math.round((bytesWhileHolding(states) - before) / 1_048_576);
}

function bytesWhileHolding(_states: SeenCalls[]): number {
  return process.memoryUsage().arrayBuffers;
}

process.exitCode = await runCommand(readCalls(process.argv.slice(2), usualCalls), {
  usage,
  tell,
  run,
});
