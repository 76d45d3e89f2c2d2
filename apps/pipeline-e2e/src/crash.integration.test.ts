import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '@cdr/infra';
import { defaultTopics, readCleanTail } from '@cdr/call-record';
import { type Kafka, readDeadLetter } from '@cdr/kafka';
import { startScript, until } from '@cdr/testing';
import { askWarehouse, cleanRecords, recordsOf, withKafka } from './look-inside.ts';
import { type Home, makeHome, npmStart, root } from './npm-start.ts';

let home: Home;
let brokers: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  home = await makeHome();
  brokers = `localhost:${home.env['KAFKA_PORT']}`;
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => home.remove());

async function killWorker(name: string): Promise<void> {
  const { pid } = await until(() => home.worker(name), { what: `a ${name} is there` });
  process.kill(pid, 'SIGKILL');
}

describe('npm start while workers die', () => {
  test('reconciles, and agrees with the truth about every record', async () => {
    const truthFile = join(home.folder, 'truth.ndjson');
    const start = npmStart(
      home,
      ['--count', '20000', '--rate', 'max', '--until-loaded', '--json', '--keep'],
      { GENERATOR_TRUTH_FILE: truthFile, GENERATOR_BAD_SHARE: '0.05', LOADER_BATCH_ROWS: '2000' },
    );
    await start.says('Running.');
    await withKafka(brokers, async (kafka) => {
      await until(async () => (await cleanRecords(kafka)) > 0, { what: 'the first clean records' });
      await Promise.all([killWorker('validator'), killWorker('loader')]);
      const atFirst = await cleanRecords(kafka);
      await until(async () => (await cleanRecords(kafka)) > atFirst, { what: 'more clean records' });
      await Promise.all([killWorker('validator'), killWorker('loader')]);
      const result = await start.json();
      expect(result.problems ?? []).toEqual([]);
      expect(result).toMatchObject({ published: 20_000, raw: 20_000, refused: 0, reconciled: true });
      expect(atFirst).toBeLessThan(result.clean); // the deaths came in the middle of it

      const truth = truthOf(truthFile);
      expect(await lettersOf(kafka)).toEqual(truth);
      expect(result.clean).toBe(20_000 - truth.size);
      const [{ calls }] = (await askWarehouse(
        result.warehouse,
        'SELECT count(DISTINCT call_id) AS calls FROM telecom.telecom_data',
      )) as [{ calls: string }];
      expect(Number(calls)).toBe(result.clean);
    });
    expect(start.stderr()).toMatch(/validator ended \(SIGKILL\)\. Starting it again in /);
    expect(start.stderr()).toMatch(/loader ended \(SIGKILL\)\. Starting it again in /);
    start.interrupt('SIGTERM'); // reaches the launcher twice, which is no order to leave at once
    expect(await start.ended).toBe(0);
    expect(home.processes()).toEqual([]);
  });

  test('reconciles though a validator sleeps until another has its partitions, and wakes again', async () => {
    const start = npmStart(home, ['--count', '4000', '--rate', '200', '--until-loaded', '--json']);
    await start.says('Running.');
    await withKafka(brokers, async (kafka) => {
      const before = await cleanRecords(kafka);
      await until(async () => (await cleanRecords(kafka)) > before + 100, {
        what: 'the first clean records',
      });
      const { pid: zombie } = home.worker('validator')!;
      process.kill(zombie, 'SIGSTOP');
      const heir = await startValidator();
      await until(() => heir.takenOver().size === 6, { what: 'the heir has taken over' });
      const asleep = await cleanRecords(kafka);
      await until(async () => (await cleanRecords(kafka)) > asleep, { what: 'the heir works' });
      process.kill(zombie, 'SIGCONT');

      const result = await start.json();
      expect(result.problems ?? []).toEqual([]);
      expect(result).toMatchObject({ published: 4_000, raw: 4_000, reconciled: true });
      expect(await start.ended).toBe(0);
    });
  });
});

describe('npm start', () => {
  test('ends, and says which, when a part dies', async () => {
    const start = npmStart(home, []);
    await start.says('Running.');
    await until(() => home.worker('validator'), { what: 'a validator is there' });
    process.kill(home.runs('kafka.Kafka')!.pid, 'SIGKILL');
    expect(await start.ended).toBe(1);
    const log = join(home.folder, 'kafka/kafka.log');
    expect(start.stderr()).toContain(`Kafka ended by itself (SIGKILL). Its log: ${log}.`);
    expect(home.processes()).toEqual([]);
  });

  test('ends, with the words of the generator, when that cannot publish', async () => {
    const start = npmStart(home, ['--count', '5', '--until-loaded'], { GENERATOR_BAD_SHARE: '5' });
    expect(await start.ended).toBe(1);
    expect(start.stderr()).toContain(
      'generator ended (exit code 2): generator: GENERATOR_BAD_SHARE must be a share from 0 to 1',
    );
    expect(home.processes()).toEqual([]);
  });
});

/** A second validator of the same group, started by hand. */
async function startValidator() {
  const env = { KAFKA_BROKERS: brokers, VALIDATOR_METRICS_PORT: String(await freePort()) };
  const { child, lines } = startScript(join(root, 'apps/validator/dist/main.js'), { env });
  children.push(child);
  function takenOver() {
    const takeovers = lines.filter(({ msg }) => msg === 'partition taken over');
    return new Set(takeovers.map(({ partition }) => partition));
  }
  return { takenOver };
}

/** Reasons by raw place, as the generator spoiled the records. */
function truthOf(file: string): Map<string, string> {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return inOrder(
    lines.map((line) => {
      const { partition, offset, reason } = JSON.parse(line) as Record<string, string>;
      return [`${partition}/${offset}`, reason!] as const;
    }),
  );
}

/** Reasons by raw place, as the dead letters give them: the first counts, and none for a record that is clean. */
async function lettersOf(kafka: Kafka): Promise<Map<string, string>> {
  const clean = new Set(
    (await recordsOf(kafka, defaultTopics.clean)).flatMap((records, partition) =>
      records.map(({ value }) => `${partition}/${readCleanTail(value!)!.raw_offset}`),
    ),
  );
  const letters = (await recordsOf(kafka, defaultTopics.dlq)).flatMap((records, partition) =>
    records.map((record) => {
      const { rawOffset, reason } = readDeadLetter(record)!;
      return [`${partition}/${rawOffset}`, reason] as const;
    }),
  );
  return inOrder(letters.filter(([place]) => !clean.has(place)).reverse());
}

function inOrder(entries: (readonly [string, string])[]): Map<string, string> {
  return new Map([...new Map(entries)].sort(([a], [b]) => a.localeCompare(b)));
}
