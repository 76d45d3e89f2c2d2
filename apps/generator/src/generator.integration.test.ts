import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, type KafkaPart, startKafka } from '@cdr/infra';
import { connectKafka, type Kafka, type KafkaRecord, partitionFor } from '@cdr/kafka';
import { startScript, until } from '@cdr/testing';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));
const partitions = 3;
let home: string;
let broker: KafkaPart;
let kafka: Kafka;
const children: ChildProcess[] = [];

async function startBroker(port?: number) {
  return startKafka({ port: port ?? (await freePort()), dataDir: join(home, 'kafka') });
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'generator-'));
  broker = await startBroker();
  kafka = await connectKafka({ brokers: [broker.brokers], clientId: 'test' });
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

afterAll(async () => {
  await kafka.close();
  await broker.stop();
  rmSync(home, { recursive: true, force: true });
});

/** Starts the generator on a topic, in a process of its own. */
function generate(topic: string, ...flags: string[]) {
  const args = ['--brokers', broker.brokers, '--topic', topic, '--metrics-port', '0', ...flags];
  const run = startScript(main, { args });
  children.push(run.child);
  const ended = run.ended.then((end) => ({ ...end, summary: run.lines.find((line) => 'published' in line) }));
  return { ...run, ended };
}

let topics = 0;
async function newTopic(settings: Record<string, string> = {}): Promise<string> {
  const topic = `raw-${String((topics += 1))}`;
  await kafka.createTopic({ topic, partitions, replicas: 1, settings });
  return topic;
}

async function recordsOf(topic: string): Promise<KafkaRecord[][]> {
  const ranges = await kafka.offsets(topic);
  return Promise.all(
    ranges.map(async ({ start, end }, partition) => {
      const reader = await kafka.openReader(topic, partition, start);
      const records: KafkaRecord[] = [];
      while ((records.at(-1)?.offset ?? start - 1) < end - 1) records.push(...(await reader.next()).records);
      await reader.close();
      return records;
    }),
  );
}

async function publishedIn(topic: string): Promise<number> {
  return (await kafka.offsets(topic)).reduce((sum, { start, end }) => sum + end - start, 0);
}

describe('the generator on a real Kafka', () => {
  test('publishes the asked number of calls, keyed, and the truth about the spoiled ones', async () => {
    const topic = await newTopic();
    const truthFile = join(home, 'truth.ndjson');
    const { code, summary, stderr } = await generate(
      topic,
      ...['--count', '5000', '--rate', 'max', '--bad-share', '0.1', '--duplicate-share', '0.05'],
      ...['--truth', truthFile],
    ).ended;
    expect({ code, stderr, summary }).toMatchObject({
      code: 0,
      stderr: '',
      summary: { published: 5_000, refused: 0, doubtful: 0 },
    });

    const records = await recordsOf(topic);
    expect(records.flat()).toHaveLength(5_000);
    for (const [partition, held] of records.entries()) {
      for (const { key } of held) expect(partitionFor(key, partitions)).toBe(partition);
    }
    const truths = readFileSync(truthFile, 'utf8').trim().split('\n');
    expect(Math.abs(truths.length - 750)).toBeLessThan(150);
    for (const line of truths) {
      const { flaw, reason, partition, offset } = JSON.parse(line) as Record<string, string | number>;
      const value = records[partition as number]?.[offset as number]?.value;
      expect(value).toBeDefined();
      if (reason === 'oversize') expect(value!.length).toBeGreaterThan(65_536);
      if (flaw === 'no-value') expect(value).toBeNull();
      if (reason !== 'malformed' && reason !== 'oversize') JSON.parse(String(value));
    }
  });

  test('publishes the same bytes for the same seed and start', async () => {
    const runs = [await newTopic(), await newTopic()];
    const flags = ['--count', '1000', '--rate', 'max', '--seed', '42', '--start-at', '2023-11-15 14:30:00'];
    const [first, second] = await Promise.all(
      runs.map(async (topic) => {
        expect(await generate(topic, ...flags).ended).toMatchObject({ code: 0 });
        return (await recordsOf(topic)).map((held) => held.map(({ key, value }) => ({ key, value })));
      }),
    );
    expect(second).toEqual(first);
  });

  test('publishes the lines of a file byte for byte, tells those the topic refuses, and fails for them', async () => {
    const topic = await newTopic({ 'max.message.bytes': '100000' });
    const lines = [
      Buffer.from('{"caller_id":"+19145551234", "x":"a\u2028b"}\r'),
      Buffer.from(`{"caller_id":"+12025551010","x":"${'y'.repeat(99_800)}"}`),
      Buffer.from(''),
      Buffer.from('{"caller_id":"+12025551010","x":"\xFF"}', 'latin1'),
      Buffer.from(`{"caller_id":"+12025551010","x":"${'y'.repeat(100_000)}"}`),
      Buffer.from('last, without a newline'),
    ];
    const input = join(home, 'input.ndjson');
    writeFileSync(input, Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')])).subarray(0, -1));

    const run = generate(topic, '--input', input);
    expect(await run.ended).toMatchObject({ code: 1, summary: { published: 5, refused: 1 } });
    expect(run.lines).toContainEqual(expect.objectContaining({ level: 'error', line: 5, bytes: 100_035 }));
    const held = (await recordsOf(topic)).flat();
    expect(held.map(({ value }) => value!.toString('latin1')).sort()).toEqual(
      [0, 1, 2, 3, 5].map((i) => lines[i]!.toString('latin1')).sort(),
    );
    expect(held.map(({ key }) => key?.toString() ?? 'none').sort()).toEqual(
      ['+12025551010', '+19145551234', 'none', 'none', 'none'].sort(),
    );
  });

  test('keeps its pace, and finishes what is in flight when it is told to stop', async () => {
    const topic = await newTopic();
    const run = generate(topic, '--rate', '50');
    await until(async () => (await publishedIn(topic)) >= 25);
    run.child.kill('SIGTERM');
    const { code, summary } = await run.ended;
    expect(code).toBe(0);
    expect(await publishedIn(topic)).toBe(summary?.['published']);
    expect(Math.abs((summary?.['recordsPerSecond'] as number) - 50)).toBeLessThan(10);
  });

  test('told to stop while Kafka does not answer, still ends in order', async () => {
    const topic = await newTopic();
    const run = generate(topic, '--rate', 'max');
    await until(async () => (await publishedIn(topic).catch(() => 0)) > 1_000);
    process.kill(broker.pid, 'SIGSTOP');
    try {
      run.child.kill('SIGTERM');
      expect(await run.ended).toMatchObject({ code: 0, stderr: '' });
    } finally {
      process.kill(broker.pid, 'SIGCONT');
    }
  });

  test('waits for a Kafka that was killed and loses nothing', async () => {
    const topic = await newTopic();
    const { port } = new URL(`kafka://${broker.brokers}`);
    const run = generate(topic, '--rate', '2000', '--count', '10000', '--seed', '1');
    await until(async () => (await publishedIn(topic)) > 1_000);
    process.kill(broker.pid, 'SIGKILL');
    await broker.exited;
    broker = await startBroker(Number(port));
    const { code, summary } = await run.ended;
    expect({ code, summary }).toMatchObject({ code: 0, summary: { published: 10_000 } });
    const held = await publishedIn(topic);
    expect(held).toBeGreaterThanOrEqual(10_000);
    expect(held).toBeLessThanOrEqual(10_000 + (summary?.['doubtful'] as number));
    const messages = run.lines.map((line) => line['msg']);
    expect(messages.filter((msg) => msg === 'Kafka does not work; trying again until it does')).toHaveLength(
      1,
    );
  });

  test('ends at once when its topic does not exist, or when its settings are wrong', async () => {
    const missing = generate('no-such-topic');
    expect(await missing.ended).toMatchObject({ code: 1 });
    expect(JSON.stringify(missing.lines)).toContain('topic no-such-topic does not exist');
    const { code, stderr } = await generate('raw', '--pace', '5', '--rate', 'fast').ended;
    expect(code).toBe(2);
    expect(stderr).toMatch(/^generator: --pace is not known .*; GENERATOR_RATE must be .*, was "fast"\n$/);
  });
});
