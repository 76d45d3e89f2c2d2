import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLog } from '@cdr/audit';
import { defaultRedriveTopic } from '@cdr/call-record';
import { type KafkaRecord, readWholeLetter, type WholeLetter, writeDeadLetter } from '@cdr/kafka';
import { until } from '@cdr/testing';
import { type RealPipeline, runCommand, startCommand, startRealPipeline } from '../testing/real-pipeline.ts';

/** What --json prints. */
interface Answer {
  dryRun: boolean;
  matched: number;
  sentBefore: number;
  atCeiling: number;
  toSend: number;
  sent: number;
  stopped: string | null;
}

let pipeline: RealPipeline;
let folder: string;

beforeAll(async () => {
  pipeline = await startRealPipeline();
  folder = mkdtempSync(join(tmpdir(), 'cdr-redrive-'));
  expect(await runCommand(['setup'], pipeline.env)).toMatchObject({ code: 0 });
  pipeline.startWorker('validator');
  pipeline.startWorker('loader');
});
afterAll(async () => {
  await pipeline.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A good call, that differs from every other by its number, with what a test wants otherwise. */
function call(n: number, other: Record<string, unknown> = {}): string {
  return JSON.stringify({
    caller_name: 'Ada',
    receiver_name: 'Grace',
    caller_id: `+1${2_000_000_000 + n}`,
    receiver_id: '+12125554321',
    start_datetime: '2023-05-12 10:00:00',
    end_datetime: '2023-05-12 10:01:00',
    call_duration: 60,
    network_provider: 'Verizon',
    total_amount: '0.05',
    ...other,
  });
}

const longer = { end_datetime: '2023-05-12 10:01:12', call_duration: 72, total_amount: '0.06' };

/** Publishes values to a partition of raw; resolves to the offset of the first. */
async function publish(partition: number, ...values: string[]): Promise<number> {
  const raw = await pipeline.kafka.openPublisher(pipeline.topics.raw);
  try {
    const [appended] = await raw.publish(
      partition,
      values.map((value) => ({ key: 'a key', value })),
    );
    return appended!.baseOffset;
  } finally {
    await raw.close();
  }
}

async function recordsOf(topic: string, partition: number): Promise<KafkaRecord[]> {
  const held = (await pipeline.kafka.offsets(topic))[partition]!;
  const records: KafkaRecord[] = [];
  await readLog(pipeline.kafka, topic, partition, held, (record) => records.push(record));
  return records;
}

/** Waits for the letter about a record. */
function letterAbout(partition: number, offset: number, stage = 'validate'): Promise<WholeLetter> {
  return until(
    async () => {
      const letters = (await recordsOf(pipeline.topics.dlq, partition)).map(readWholeLetter);
      return letters.find((letter) => letter?.rawOffset === offset && letter.stage === stage) ?? null;
    },
    { what: `a letter of stage ${stage} about offset ${offset}` },
  );
}

/** Waits until the table has a row that was made from this record. */
function rowOf(partition: number, offset: number) {
  const sql = `SELECT caller_id, call_duration FROM telecom.telecom_data WHERE raw_partition = ${partition} AND raw_offset = ${offset}`;
  return until(async () => (await pipeline.ask(sql))[0], { what: `a row of raw ${partition}/${offset}` });
}

async function rowsOfCall(n: number) {
  const sql = `SELECT raw_partition, call_duration FROM telecom.telecom_data WHERE caller_id = '+1${2_000_000_000 + n}'`;
  return pipeline.ask(sql);
}

async function redrive(...args: string[]): Promise<Answer> {
  const { json, stderr } = await runCommand<Answer>(['redrive', ...args, '--json'], pipeline.env);
  if (json === undefined) throw new Error(stderr);
  return json;
}

/** Sends what is as asked; resolves to where the last record landed. */
async function send(...args: string[]): Promise<number> {
  expect(await redrive(...args, '--send', '--note', 'a test')).toMatchObject({ sent: 1, stopped: null });
  const [last] = (await list()).slice(-1);
  return last!.sent.offset;
}

interface Line {
  original: { partition: number; offset: number };
  sent: { partition: number; offset: number };
  edited: boolean;
}

async function list(): Promise<Line[]> {
  const records = await recordsOf(defaultRedriveTopic, 0);
  return records.map(({ value }) => JSON.parse(String(value)) as Line);
}

function one(partition: number, offset: number): string[] {
  return ['--partition', String(partition), '--offset', String(offset)];
}

function withValue(value: string): string[] {
  const file = join(folder, 'value.json');
  writeFileSync(file, value);
  return ['--value-file', file];
}

describe('npm run redrive', () => {
  test('says that there is nothing, when there is nothing', async () => {
    expect(await redrive()).toMatchObject({ dryRun: true, matched: 0, toSend: 0 });
  });

  test('makes a row of a letter with another value, after a look that changes nothing', async () => {
    const offset = await publish(1, call(1, { call_duration: -60 }));
    await letterAbout(1, offset);
    const typed = [...one(1, offset), ...withValue(call(1))];
    expect(await redrive(...typed)).toMatchObject({ dryRun: true, matched: 1, toSend: 1, sent: 0 });
    expect(await recordsOf(pipeline.topics.raw, 1)).toHaveLength(offset + 1);

    const sentAs = await send(...typed);
    expect(await rowOf(1, sentAs)).toEqual({ caller_id: '+12000000001', call_duration: 60 });
    const record = (await recordsOf(pipeline.topics.raw, 1)).at(-1)!;
    expect([record.offset, String(record.key), String(record.value)]).toEqual([sentAs, 'a key', call(1)]);
    expect((await list()).at(-1)).toMatchObject({ original: { partition: 1, offset }, edited: true });
    await expect(redrive(...typed)).rejects.toThrow(
      new RegExp(`Nothing was sent: .* was sent back at .*, as offset ${sentAs}\\.`),
    );
  });

  test('sends letters of the loader back past the validator, to which they are no duplicates of themselves', async () => {
    await publish(0, call(2));
    await until(async () => (await rowsOfCall(2)).length === 1, { what: 'the first record is loaded' });
    const conflicting = await publish(2, call(2, longer));
    expect(await letterAbout(2, conflicting, 'load')).toMatchObject({ reason: 'conflict', replays: 0 });

    const unchanged = await send(...one(2, conflicting), '--stage', 'load');
    expect(await letterAbout(2, unchanged, 'load')).toMatchObject({ reason: 'conflict', replays: 1 });

    const anotherCall = await send(...one(2, unchanged), ...withValue(call(3, longer)));
    expect(await rowOf(2, anotherCall)).toEqual({ caller_id: '+12000000003', call_duration: 72 });
  });

  test('doubles nothing that is loaded: neither past the validator nor past the loader', async () => {
    const first = await publish(1, call(4), call(4));
    expect(await letterAbout(1, first + 1)).toMatchObject({ reason: 'duplicate' });
    const again = await send(...one(1, first + 1));
    expect(await letterAbout(1, again)).toMatchObject({ reason: 'duplicate', replays: 1 });

    const conflicting = await publish(2, call(4, longer));
    await letterAbout(2, conflicting, 'load');
    const alike = await send(...one(2, conflicting), ...withValue(call(4)));
    await pastLoader(2, alike);
    expect(await rowsOfCall(4)).toEqual([{ raw_partition: 1, call_duration: 60 }]);
  });

  test('carries on what a refused record was to replace', async () => {
    await publish(0, call(5));
    await until(async () => (await rowsOfCall(5)).length === 1, { what: 'the first record is loaded' });
    const conflicting = await publish(2, call(5, longer));
    await letterAbout(2, conflicting, 'load');
    const broken = await send(...one(2, conflicting), ...withValue(call(5, { call_duration: -1 })));
    expect(await letterAbout(2, broken)).toMatchObject({ reason: 'quality', replays: 1 });
    // As the same call as the conflicting one, which is in clean: no duplicate only because it replaces that.
    const mended = await send(...one(2, broken), ...withValue(call(5, longer)));
    expect(await letterAbout(2, mended, 'load')).toMatchObject({ reason: 'conflict', replays: 2 });
  });

  test('gets what it sends unchanged back as a letter that counts, until the ceiling', async () => {
    const asked = ['--rule', 'caller-is-not-receiver'];
    let offset = await publish(0, call(6, { receiver_id: '+12000000006' }));
    for (const replays of [0, 1]) {
      expect(await letterAbout(0, offset)).toMatchObject({ reason: 'quality', replays });
      offset = await send(...asked, '--max-replays', '2');
    }
    expect(await letterAbout(0, offset)).toMatchObject({ replays: 2 });
    const after = { matched: 3, sentBefore: 2, atCeiling: 1, toSend: 0, sent: 0, stopped: null };
    expect(await redrive(...asked, '--max-replays', '2', '--send', '--note', 'a test')).toMatchObject(after);
  });

  test('sends each once when it is killed and typed again, but for what was in flight', async () => {
    const [count, rate] = [150, 20]; // at this rate most are left when some are sent: a run of a second is over before it is killed
    const nameless = Array.from({ length: count }, (_, n) => call(100 + n, { caller_name: ' ' }));
    const offset = await publish(1, ...nameless);
    await letterAbout(1, offset + count - 1);
    const asked = ['--rule', 'text-is-not-blank', '--rate', String(rate), '--send', '--note', 'a test'];
    const bounded = ['redrive', ...asked, '--to', new Date(Date.now() + 1).toISOString(), '--json'];
    const before = (await list()).length;

    const killed = startCommand(bounded, pipeline.env);
    await until(async () => (await list()).length >= before + 30, { what: 'some are sent' });
    killed.child.kill('SIGKILL');
    expect(await killed.ended).toMatchObject({ signal: 'SIGKILL' });
    const written = (await list()).length - before;
    expect(written).toBeLessThan(count);

    const { code, json } = await runCommand<Answer>(bounded, pipeline.env);
    expect({ code, json }).toMatchObject({
      code: 0,
      json: { matched: count, sentBefore: written, sent: count - written },
    });
    const replaced = (await recordsOf(pipeline.topics.raw, 1))
      .map(({ headers }) => headers['dlq.replaces']?.toString())
      .filter((place) => Number(place?.split('/')[2]) >= offset);
    expect(new Set(replaced).size).toBe(count);
    expect(replaced.length - count).toBeLessThanOrEqual(rate / 10);
  });

  test('finds letters whose original is nowhere, as the audit does', async () => {
    const { kafka, topics } = pipeline;
    const value = call(7, { call_duration: -1 });
    const { end } = (await kafka.offsets(topics.raw))[0]!;
    const dlq = await kafka.openPublisher(topics.dlq);
    // As validators of another version may leave one: dead as the copy of a record that is dead itself.
    const record = {
      offset: end,
      timestamp: Date.now(),
      key: Buffer.from('a key'),
      value: Buffer.from(value),
      headers: {},
    };
    const complaint = { reason: 'duplicate', rules: [], path: '', error: '', duplicateOf: end - 1 } as const;
    const origin = { stage: 'validate', topic: topics.raw, partition: 0, version: '0', failedAt: 0 } as const;
    await dlq.publish(0, [writeDeadLetter(record, complaint, origin)]);
    await dlq.close();
    expect(await publish(0, value)).toBe(end);
    await publish(0, call(8)); // behind which it is judged for good
    await until(async () => (await rowsOfCall(8)).length === 1, { what: 'what lies behind is loaded' });

    expect(await redrive('--without-original')).toMatchObject({ matched: 1, toSend: 1 });
    const sentAs = await send('--without-original');
    expect(await letterAbout(0, sentAs)).toMatchObject({ reason: 'quality', replays: 1 });
  });

  test('leaves a pipeline of which the audit says that nothing is lost, doubled or altered', async () => {
    interface Audit {
      problems: string[];
      partitions: { raw: { open: number }; clean: { waiting: number } }[];
    }
    await until(
      async () => {
        const { json } = await runCommand<Audit>(['audit', '--json'], pipeline.env);
        expect(json!.problems).toEqual([]);
        return json!.partitions.every(({ raw, clean }) => raw.open + clean.waiting === 0);
      },
      { what: 'everything is judged and loaded', withinMs: 60_000 },
    );
  });

  test('says what to do when it cannot read, and changes nothing', async () => {
    for (const [nowhere, words] of [
      [
        { REDRIVE_TOPIC: 'nowhere' },
        /^Nothing was sent: topic nowhere does not exist: create it with "npm run setup"\.\n$/,
      ],
      [
        { KAFKA_BROKERS: 'localhost:1' },
        /^Nothing was sent: .*"npm run connections" tries each part and says what to do\.\n$/,
      ],
    ] as const)
      expect(await runCommand(['redrive', '--json'], { ...pipeline.env, ...nowhere })).toEqual({
        code: 1,
        json: undefined,
        stderr: expect.stringMatching(words),
      });
  });
});

/** Waits until the loader is behind the clean record made of this raw record. */
async function pastLoader(partition: number, rawOffset: number): Promise<void> {
  const sql = `SELECT raw_high_water AS at FROM telecom.loaded_through WHERE kafka_partition = ${partition}`;
  await until(async () => Number((await pipeline.ask(sql))[0]!['at']) >= rawOffset, {
    what: 'the loader is past it',
  });
}
