import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultTopics } from '@cdr/call-record';
import { until } from '@cdr/testing';
import { askWarehouse, recordsOf, withKafka } from './look-inside.ts';
import { type Home, makeHome, npmStart } from './npm-start.ts';
import { refusedSample, sampleRows, samplesFile, selectCalls } from './samples.ts';

const untilLoaded = ['--until-loaded', '--json'];
let home: Home;

beforeAll(async () => {
  home = await makeHome();
});
afterAll(() => home.remove());

// One state folder through its life, each test a start on what the one before left.
describe('npm start with the samples', () => {
  test('loads the three good ones as printed, keeps the fourth with its reason, and leaves no process', async () => {
    const start = npmStart(home, ['--input', samplesFile, '--keep', ...untilLoaded]);
    const result = await start.json();
    expect(result).toEqual({
      published: 4,
      refused: 0,
      raw: 4,
      clean: 3,
      dlq: 1,
      dlqByReason: { quality: 1 },
      dlqByStage: { validate: 1, load: 0 },
      loaded: 3,
      alreadyLoaded: 0,
      batches: expect.any(Number),
      seconds: expect.any(Number),
      recordsPerSecond: expect.any(Number),
      reconciled: true,
      warehouse: expect.stringMatching(/^postgres:\/\/admin:/),
    });
    expect(start.stdout().trimEnd().split('\n')).toHaveLength(1);
    expect(start.stderr()).toContain(`psql ${result.warehouse}`);

    expect(await askWarehouse(result.warehouse, selectCalls)).toEqual(sampleRows);
    const letters = await withKafka(`localhost:${home.env['KAFKA_PORT']}`, (kafka) =>
      recordsOf(kafka, defaultTopics.dlq),
    );
    const [letter, ...others] = letters.flat();
    expect(others).toEqual([]);
    expect(letter!.value!.toString()).toBe(refusedSample());
    expect(letter!.headers['dlq.reason']!.toString()).toBe('quality');

    const second = npmStart(home, []);
    expect(await second.ended).toBe(1);
    expect(second.stderr()).toMatch(/^Another "npm start" of this clone is running \(process \d+\)\./);

    await start.says('Holding');
    start.interrupt();
    expect(await start.ended).toBe(0);
    expect(home.processes()).toEqual([]);
  });

  test('loads only what is new when it is started again, and fails for a line that the topic refuses', async () => {
    const oneMore = refusedSample().replace('-120', '120').replace('-0.10', '0.10').replace('15:58', '16:02');
    const input = join(home.folder, 'more.ndjson');
    writeFileSync(input, `${readFileSync(samplesFile, 'utf8')}${oneMore}\n${'x'.repeat(1_100_000)}\n`);
    const start = npmStart(home, ['--input', input, ...untilLoaded]);
    expect(await start.json()).toMatchObject({
      published: 5,
      refused: 1,
      clean: 1,
      dlqByReason: { quality: 1, duplicate: 3 },
      loaded: 1,
      reconciled: true,
    });
    expect(start.stderr()).toContain('The generator is done: 5 published, 1 line refused; ');
    expect(await start.ended).toBe(1);
    expect(home.processes()).toEqual([]);
  });

  test('begins anew with --fresh, gives the same table in another time zone, and leaves no process when it is killed', async () => {
    const more = { TZ: 'America/New_York' };
    const start = npmStart(home, ['--fresh', '--input', samplesFile, '--keep', ...untilLoaded], more);
    const { warehouse, ...result } = await start.json();
    expect(result).toMatchObject({ raw: 4, clean: 3, loaded: 3, reconciled: true });
    expect(await askWarehouse(warehouse, selectCalls)).toEqual(sampleRows);

    process.kill(home.runs('infra/local/src/launch.ts')!.pid, 'SIGKILL');
    await until(() => home.processes().length === 0, { what: 'every process is gone' });
  });
});
