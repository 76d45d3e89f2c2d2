import { exitCodes, runCommand } from '@cdr/local';
import { until } from '@cdr/testing';
import { type BrokerCost, brokerCost } from './console/broker-cost.ts';
import { ask, type PageTime, timePages } from './console/time-pages.ts';
import { type Home, makeHome, npmStart } from './npm-start.ts';
import { type Calls, readCalls } from './read-calls.ts';

// `npm run measure-console`: how long the console takes to answer, and what it costs Kafka, with millions of records held.

// With a tenth of them refused, raw, clean and dlq hold twice as many: some ten million.
const usualCalls = 5_300_000;
const usage = `npm run measure-console -- [options]
  --calls N        records that are published (default: ${usualCalls}: about ten minutes, and 15 GB of disk meanwhile)
`;

const generator = {
  GENERATOR_SEED: '7',
  GENERATOR_BAD_SHARE: '0.08',
  GENERATOR_DUPLICATE_SHARE: '0.02',
};
const hourMs = 3_600_000;

interface Flow {
  topics: Record<'raw' | 'clean' | 'dlq', { held: number }>;
  stages: Record<'validator' | 'loader', { lagRecords: number | null }>;
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function run({ calls }: Calls, stop: AbortSignal): Promise<number> {
  const home = await makeHome();
  try {
    npmStart(home, ['--count', String(calls), '--rate', 'max'], generator);
    const url = `http://localhost:${home.env['CONSOLE_PORT']}`;
    tell(`Publishing ${calls} records; the console answers at ${url}.`);
    const held = await whenAllIsLoaded(url, calls, stop);
    const pages = await timePages(url);
    tell(`With ${held} records in the topics, ms:\n${pages.map(sayTime).join('\n')}`);
    const cost = await costOf(home);
    tell(sayCost(cost));
    process.stdout.write(`${JSON.stringify({ calls, held, pages, cost })}\n`);
    return exitCodes.done;
  } finally {
    await home.remove();
  }
}

async function whenAllIsLoaded(url: string, calls: number, stop: AbortSignal): Promise<number> {
  const what = 'every record is loaded or a dead letter, and the console has read the dead letters';
  return until(() => heldWhenSettled(url, calls, stop), { what, withinMs: hourMs, everyMs: 2_000 });
}

async function heldWhenSettled(url: string, calls: number, stop: AbortSignal): Promise<number | null> {
  stop.throwIfAborted();
  const flow = await ask<Flow>(`${url}/api/flow`).catch(() => null);
  if (flow === null || flow.topics.raw.held < calls) return null;
  const { validator, loader } = flow.stages;
  if (validator.lagRecords !== 0 || loader.lagRecords !== 0) return null;
  const { read } = await ask<{ read: { share: number } }>(`${url}/api/letters`);
  return read.share < 1 ? null : Object.values(flow.topics).reduce((sum, { held }) => sum + held, 0);
}

function costOf(home: Home): Promise<BrokerCost> {
  return brokerCost(home.runs('kafka.Kafka')!.pid, home.worker('console')!.pid);
}

function sayTime({ path, median, most }: PageTime): string {
  return `  ${path.padEnd(100)} ${median.toFixed(0).padStart(5)} ${most.toFixed(0).padStart(5)}`;
}

function sayCost({ kafkaWith, kafkaWithout, console, consoleMiB }: BrokerCost): string {
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  return (
    `Kafka takes ${percent(kafkaWith)} of a core with the console and ${percent(kafkaWithout)} without; the console itself ` +
    `${percent(console)} and ${consoleMiB} MiB.`
  );
}

process.exitCode = await runCommand(readCalls(process.argv.slice(2), usualCalls), { usage, tell, run });
