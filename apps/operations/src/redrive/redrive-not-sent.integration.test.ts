import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLog } from '@cdr/audit';
import { defaultRedriveTopic } from '@cdr/call-record';
import { type KafkaRecord, readWholeLetter } from '@cdr/kafka';
import { until } from '@cdr/testing';
import { type RealPipeline, runCommand, startRealPipeline } from '../testing/real-pipeline.ts';

let pipeline: RealPipeline;
let folder: string;

beforeAll(async () => {
  pipeline = await startRealPipeline();
  folder = mkdtempSync(join(tmpdir(), 'cdr-redrive-'));
  expect(await runCommand(['setup'], pipeline.env)).toMatchObject({ code: 0 });
  pipeline.startWorker('validator');
});
afterAll(async () => {
  await pipeline.stop();
  rmSync(folder, { recursive: true, force: true });
});

const key = 'a key';
const limit = 1_048_576;
const most = limit - 61 - 40; // less what Kafka writes around a message, at most

async function recordsOf(topic: string, partition: number): Promise<KafkaRecord[]> {
  const held = (await pipeline.kafka.offsets(topic))[partition]!;
  const records: KafkaRecord[] = [];
  await readLog(pipeline.kafka, topic, partition, held, (record) => records.push(record));
  return records;
}

/** Publishes records that are no JSON to partition 0 of raw, and waits for their letters. */
async function publishRefused(...values: string[]): Promise<void> {
  const raw = await pipeline.kafka.openPublisher(pipeline.topics.raw);
  await raw.publish(
    0,
    values.map((value) => ({ key, value })),
  );
  await raw.close();
  await until(
    async () => {
      const letters = (await recordsOf(pipeline.topics.dlq, 0)).map(readWholeLetter);
      return values.every((_, offset) => letters.some((letter) => letter?.rawOffset === offset));
    },
    { what: 'a letter about each' },
  );
}

function redrive(...args: string[]) {
  return runCommand<object>(['redrive', ...args, '--send', '--note', 'a test', '--json'], pipeline.env);
}

/** Options for the record at offset 0, with a value of so many bytes. */
function withValueOf(bytes: number): string[] {
  const file = join(folder, 'value');
  writeFileSync(file, 'x'.repeat(bytes));
  return ['--partition', '0', '--offset', '0', '--value-file', file];
}

const places = async () =>
  (await recordsOf(defaultRedriveTopic, 0)).map(
    ({ value }) => (JSON.parse(String(value)) as { original: { offset: number } }).original.offset,
  );

test('a record as large as raw takes is passed over and told, and holds up nothing behind it', async () => {
  await publishRefused('x'.repeat(most - key.length), 'no JSON');
  expect(await redrive()).toMatchObject({
    code: 1,
    json: {
      sent: 1,
      stopped: null,
      tooLarge: 1,
      tooLargeRecords: [{ partition: 0, offset: 0 }],
    },
  });
  expect(await places()).toEqual([1]);
});

test('a value is refused before anything is sent if raw does not take it, and sent if raw just takes it', async () => {
  const headers = `dlq.replaces${pipeline.topics.raw}/0/0dlq.replay.count1`.length;
  const fits = most - key.length - headers;
  expect(await redrive(...withValueOf(fits + 1))).toEqual({
    code: 1,
    json: undefined,
    stderr: expect.stringMatching(
      /^Nothing was sent: .*\/0 offset 0 would be 1048476 bytes .* takes 1048475: give it a shorter value\.\n$/,
    ),
  });
  expect(await places()).toEqual([1]);
  expect(await redrive(...withValueOf(fits))).toMatchObject({ code: 0, json: { sent: 1 } });
  expect(await places()).toEqual([1, 0]);
});

test('a rule that no letter names matches nothing, and those that letters name are told', async () => {
  const look = async (rule: string) =>
    (await runCommand<object>(['redrive', '--rule', rule, '--json'], pipeline.env)).json;
  const letters = (await recordsOf(pipeline.topics.dlq, 0)).map((record) => readWholeLetter(record)!.rules);
  const named = [...new Set(letters)].sort();
  expect(named).toHaveLength(2); // one is too long, one is no JSON
  expect(await look(`${named[0]}x`)).toMatchObject({ matched: 0, rulesFound: named });
  expect(await look(named[0]!)).toMatchObject({ rulesFound: null });
});
