import { createCheck, defaultQualitySettings } from '@cdr/call-quality';
import { type CallRecord, recordSchemas, upgradeFrom } from '@cdr/call-record';
import {
  createCallMaker,
  createMomentPrinter,
  createPeople,
  createRandom,
  createSteppedStarts,
} from '@cdr/generator';
import { type KafkaRecord, withoutPrefix, withPrefix } from '@cdr/kafka';
import { exitCodes, runCommand } from '@cdr/local';
import { createMemorySchemas } from '@cdr/schema-registry/memory';
import { createWriterSchemas, type ReaderFor } from '@cdr/validator';
import { type Calls, readCalls } from './read-calls.ts';

// `npm run measure-upgrade`: what it costs a validator that a record names an older schema.

const usualCalls = 20_000;
const rounds = 25;
const usage = `npm run measure-upgrade -- [options]
  --calls N        records that are read in each of ${rounds} rounds (default: ${usualCalls})
`;

const startAt = Date.UTC(2026, 0, 1);
const check = createCheck(defaultQualitySettings);

async function run({ calls }: Calls, stop: AbortSignal): Promise<number> {
  const made = makeCalls(calls);
  const readerFor = await readersOf(stop);
  const records = {
    plain: made.map((call) => toRecord(Buffer.from(JSON.stringify(call)))),
    v1: made.map((call) => toRecord(withPrefix(1, Buffer.from(JSON.stringify(call))))),
  };
  const upgrade = upgradeFrom(1);
  const works: Record<string, () => void> = {
    plain: () => read(records.plain, readerFor),
    v1: () => read(records.v1, readerFor),
    upgrade: () => made.forEach((call) => upgrade(call)),
  };
  const microseconds = measure(works, calls, stop);
  const added = microseconds['v1']! - microseconds['plain']!;
  process.stderr.write(
    `A plain record is read and checked in ${microseconds['plain']!.toFixed(2)} µs, one by v1 in its prefix in ` +
      `${microseconds['v1']!.toFixed(2)} µs: ${added.toFixed(2)} µs more. The upgrade alone: ${microseconds['upgrade']!.toFixed(3)} µs.\n`,
  );
  process.stdout.write(`${JSON.stringify({ calls, rounds, microseconds, added })}\n`);
  return exitCodes.done;
}

// In turn, so that what else the machine does falls on all alike; the median, so that a pause of it counts in none.
function measure(
  works: Record<string, () => void>,
  calls: number,
  stop: AbortSignal,
): Record<string, number> {
  const times = Object.fromEntries(Object.keys(works).map((name) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round += 1) {
    stop.throwIfAborted();
    for (const [name, work] of Object.entries(works)) {
      const began = performance.now();
      work();
      times[name]!.push(((performance.now() - began) / calls) * 1_000);
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all)]));
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1]!;
}

function read(records: readonly KafkaRecord[], readerFor: ReaderFor): void {
  for (const record of records) {
    const { kind } = check(withoutPrefix(record.value), record.timestamp, readerFor(record));
    if (kind !== 'accepted')
      throw new Error('a made-up call was refused: what is measured here would be another thing');
  }
}

async function readersOf(stop: AbortSignal): Promise<ReaderFor> {
  const registry = createMemorySchemas();
  for (const { schema } of recordSchemas) await registry.register('raw-value', JSON.stringify(schema));
  const trouble = { failed: () => undefined, over: () => undefined, works: () => undefined };
  const one = toRecord(withPrefix(1, Buffer.from('{}')));
  return createWriterSchemas({ registry, trouble }).readersFor([one], {
    signal: stop,
    onStep: () => undefined,
  });
}

function toRecord(value: Buffer): KafkaRecord {
  return { offset: 0, timestamp: startAt + 86_400_000, key: null, value, headers: {} };
}

function makeCalls(count: number): CallRecord[] {
  const makeCall = createCallMaker({
    people: createPeople(1),
    random: createRandom(1, 3),
    nextStart: createSteppedStarts(startAt, createRandom(1, 2)),
    printMoment: createMomentPrinter('UTC'),
  });
  return Array.from({ length: count }, makeCall);
}

process.exitCode = await runCommand(readCalls(process.argv.slice(2), usualCalls), {
  usage,
  tell: (line) => process.stderr.write(`${line}\n`),
  run,
});
