import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { until } from '@cdr/testing';
import { type RealPipeline, runCommand, startRealPipeline } from '../testing/real-pipeline.ts';
import { aRowOf, auditOf, type Report } from './audit-command.fixture.ts';

let pipeline: RealPipeline;

const audit = () => auditOf(pipeline);
const aRow = () => aRowOf(pipeline);

function sum(report: Report, of: (partition: Report['partitions'][number]) => number): number {
  return report.partitions.reduce((all, one) => all + of(one), 0);
}

beforeAll(async () => {
  pipeline = await startRealPipeline();
  expect(await runCommand(['setup'], pipeline.env)).toMatchObject({ code: 0 });
});
afterAll(() => pipeline.stop());

/** One call as a producer sends it, of which the validators of two partitions know nothing of each other. */
function repeatedCall(seconds: number): string {
  return JSON.stringify({
    caller_name: 'Ada',
    receiver_name: 'Grace',
    caller_id: '+19145551234',
    receiver_id: '+12125554321',
    start_datetime: '2023-05-12 10:00:00',
    end_datetime: `2023-05-12 10:01:${seconds}`,
    call_duration: 60 + seconds,
    network_provider: 'Verizon',
    total_amount: '0.06',
  });
}

async function publishRepeated(): Promise<void> {
  const raw = await pipeline.kafka.openPublisher(pipeline.topics.raw);
  for (const [partition, seconds] of [10, 10, 12].entries())
    await raw.publish(partition, [{ key: null, value: repeatedCall(seconds) }]);
  await raw.close();
}

describe('npm run audit', () => {
  test('holds before there is anything', async () => {
    expect(await audit()).toMatchObject({ code: 0, holds: true, problems: [] });
  });

  test('holds again and again while records arrive, are judged and loaded, and workers are killed', async () => {
    const { startWorker } = pipeline;
    const generator = startWorker('generator', { GENERATOR_RATE: '200' });
    let validator = startWorker('validator');
    let loader = startWorker('loader');
    for (let audits = 1; audits <= 5; audits += 1) {
      expect(await audit()).toMatchObject({ code: 0, problems: [] });
      if (audits === 2) await publishRepeated();
      if (audits !== 3) continue;
      validator.child.kill('SIGKILL');
      loader.child.kill('SIGKILL');
      validator = startWorker('validator');
      loader = startWorker('loader');
    }
    generator.child.kill('SIGTERM');
    expect(await generator.ended).toMatchObject({ code: 0 });
    let last: Report;
    await until(
      async () => {
        last = await audit();
        expect(last).toMatchObject({ code: 0, problems: [] });
        return sum(last, ({ raw, clean }) => raw['open']! + clean['waiting']!) === 0;
      },
      { what: 'everything is judged and loaded', withinMs: 60_000 },
    );
    expect(sum(last!, ({ raw }) => raw.records)).toBeGreaterThan(500);
    expect(last!.staged.whole).toBe(last!.batches);
    expect(sum(last!, ({ raw }) => raw['dead']!)).toBeGreaterThan(0);
    expect(last!.sums.table).toEqual(last!.sums.clean);
    const [counted] = await pipeline.ask(
      'SELECT count(*) AS records, sum(total_amount) * 100 AS cents FROM telecom.telecom_data',
    );
    expect({ records: last!.sums.table.records, cents: last!.sums.table.cents }).toEqual({
      records: Number(counted!['records']),
      cents: Number(counted!['cents']),
    });
    const [already, refused] = [
      sum(last!, ({ clean }) => clean['alreadyLoaded']!),
      sum(last!, ({ clean }) => clean['refused']!),
    ];
    expect(already).toBeGreaterThanOrEqual(1);
    expect(refused).toBeGreaterThanOrEqual(1);
    const loaded = sum(last!, ({ clean }) => clean['loaded']!);
    expect(loaded + already + refused).toBe(sum(last!, ({ raw }) => raw['clean']!));
    validator.child.kill('SIGTERM');
    loader.child.kill('SIGTERM');
    expect([await validator.ended, await loader.ended]).toMatchObject([{ code: 0 }, { code: 0 }]);
  });
});

describe('npm run audit names', () => {
  test('a call that is lost from the table', async () => {
    const { partition, offset, span, batchId, here, putBack } = await aRow();
    await pipeline.ask(`DELETE FROM telecom.telecom_data WHERE ${here}`);
    const report = await audit();
    expect(report).toMatchObject({ code: 1, holds: false, kinds: ['batch-rows', 'lost', 'amounts'] });
    expect(report.partitions[partition]!.lost).toEqual([span]);
    expect(report.problems[0]).toMatch(new RegExp(`^batch ${batchId} loaded \\d+ rows by the ledger, but `));
    expect(report.problems[1]).toBe(
      `telecom-data.raw/${partition} offset ${offset} is in clean behind telecom.loaded_through, but neither in ` +
        'telecom.telecom_data (by call) nor in the dead letters',
    );
    await putBack();
    expect(await audit()).toMatchObject({ code: 0 });
  });

  test('a call that is doubled', async () => {
    const { partition, offset, putBack } = await aRow();
    await pipeline.ask('INSERT INTO telecom.telecom_data SELECT * FROM kept');
    const { problems, ...report } = await audit();
    expect(report).toMatchObject({ code: 1, kinds: ['batch-rows', 'repeated', 'amounts'] });
    expect(problems).toContain(
      `telecom-data.raw/${partition} offset ${offset} is in telecom.telecom_data more than once`,
    );
    await putBack();
  });

  test('rows that came from nowhere, in a batch of the ledger and in one of their own', async () => {
    const { partition, batchId } = await aRow();
    const { ask } = pipeline;
    await ask("UPDATE kept SET raw_offset = 900000, call_id = 'nowhere'");
    await ask('INSERT INTO telecom.telecom_data SELECT * FROM kept');
    await ask("UPDATE kept SET raw_offset = 900001, call_id = 'elsewhere', batch_id = 'by hand'");
    await ask('INSERT INTO telecom.telecom_data SELECT * FROM kept');
    const report = await audit();
    expect(report).toMatchObject({ code: 1, kinds: ['batch-rows', 'stray-rows', 'amounts'] });
    expect(report.partitions[partition]!.strayRows).toEqual([{ first: 900_000, last: 900_000 }]);
    expect(report.problems).toContainEqual(expect.stringContaining(`batch ${batchId} loaded`));
    expect(report.problems).toContain(
      'telecom.telecom_data has 1 rows of batches that telecom.load_batch does not know: raw partition 1 offset 900001 (batch by hand)',
    );
    await ask('DELETE FROM telecom.telecom_data WHERE raw_offset >= 900000');
    expect(await audit()).toMatchObject({ code: 0 });
  });

  test('a ledger that does not add up', async () => {
    const { batchId } = await aRow();
    const { ask } = pipeline;
    async function withChange(table: string, change: string, kinds: string[]): Promise<void> {
      await ask('DROP TABLE IF EXISTS kept_ledger');
      await ask(`CREATE TABLE kept_ledger AS SELECT * FROM telecom.${table}`);
      await ask(change);
      expect(await audit()).toMatchObject({ code: 1, kinds });
      await ask(`TRUNCATE telecom.${table}`);
      await ask(`INSERT INTO telecom.${table} SELECT * FROM kept_ledger`);
    }
    const ofBatch = `WHERE batch_id = '${batchId}'`;
    await withChange('load_batch', `UPDATE telecom.load_batch SET rows_loaded = rows_loaded + 1 ${ofBatch}`, [
      'batch-sums',
      'batch-rows',
    ]);
    await withChange('load_range', `DELETE FROM telecom.load_range ${ofBatch} AND kafka_partition = 1`, [
      'batch-sums',
      'range-gap',
    ]);
    await withChange(
      'load_range',
      `UPDATE telecom.load_range SET row_count = row_count + 1 ${ofBatch} AND kafka_partition = 1`,
      ['batch-sums', 'range-rows'],
    );
    await withChange(
      'loaded_through',
      'UPDATE telecom.loaded_through SET raw_high_water = raw_high_water + 1',
      ['position'],
    );
    await withChange('loaded_through', 'DELETE FROM telecom.loaded_through WHERE kafka_partition = 2', [
      'position',
    ]);
    expect(await audit()).toMatchObject({ code: 0 });
  });

  test('files that S3 has no longer as they were loaded; and lists what nobody loaded', async () => {
    const { store } = pipeline;
    const [row] = await pipeline.ask('SELECT batch_id, manifest FROM telecom.load_batch LIMIT 1');
    const { batch_id: batchId, manifest } = row as { batch_id: string; manifest: string };
    const file = manifest.replace('manifest.json', 'part-00000.parquet');
    const whole: Uint8Array[] = [];
    for await (const chunk of store.bytes(file)) whole.push(chunk);
    await store.put(file, 'cut');
    await store.put('telecom_data/batch_id=orphan/part-00000.parquet', 'left behind');
    expect(await audit()).toMatchObject({
      code: 1,
      problems: [
        expect.stringMatching(`^batch ${batchId} is loaded, but S3 has 1 files of 3 bytes, and not 1 of `),
      ],
      // A loader that was killed may have left one as well.
      orphanedBatches: expect.arrayContaining([
        { batchId: 'orphan', files: 1, bytes: 11, ageSeconds: expect.any(Number) },
      ]),
    });
    await store.put(file, Buffer.concat(whole));
    expect(await audit()).toMatchObject({ code: 0, problems: [] });
  });

  test('raw records that were passed over', async () => {
    const { kafka, topics, ask } = pipeline;
    const raw = await kafka.openPublisher(topics.raw);
    const [appended] = await raw.publish(
      0,
      ['passed over', 'too', 'the next one'].map((value) => ({ key: null, value })),
    );
    const { baseOffset } = appended!;
    await raw.close();
    // As if a validator had sent the third without letters for the others.
    const [row] = await ask('SELECT call_id, fingerprint FROM telecom.telecom_data LIMIT 1');
    const tail = `"call_id":"new","fingerprint":"${String(row!['fingerprint'])}","raw_partition":0,"raw_offset":${baseOffset + 2},"ingested_at":1`;
    const clean = await kafka.openPublisher(topics.clean);
    await clean.publish(0, [{ key: null, value: `{"caller_name":"a",${tail}}`, timestamp: Date.now() }]);
    await clean.publish(2, [{ key: null, value: 'by hand', timestamp: Date.now() }]);
    await clean.close();
    const report = await audit();
    expect(report).toMatchObject({ code: 1, kinds: ['missing', 'altered', 'foreign-message'] });
    expect(report.partitions[0]!.missing).toEqual([{ first: baseOffset, last: baseOffset + 1 }]);
    expect(report.problems[0]).toBe(
      `telecom-data.raw/0 offsets ${baseOffset} to ${baseOffset + 1} are neither in clean nor in the dead letters`,
    );
  });
});

test('npm run audit ends with 2 for wrong settings and wrong use, and with 3 where nothing can be read', async () => {
  const { env } = pipeline;
  const wrong = await runCommand(['audit'], { ...env, S3_SECRET_ACCESS_KEY: '', KAFKA_BROKERS: ',' });
  expect(wrong).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(
      /^KAFKA_BROKERS must be host:port.*; S3_ACCESS_KEY_ID and .* belong together/,
    ),
  });
  expect(await runCommand(['audit', '--all'], env)).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^Unknown option '--all'\.\n\nnpm run audit/),
  });
  const nobody = { WAREHOUSE_URL: 'postgres://admin:x@127.0.0.1:1/dev' };
  for (const nowhere of [{ RAW_TOPIC: 'nowhere' }, { KAFKA_BROKERS: 'localhost:1' }, nobody])
    expect(await runCommand(['audit', '--json'], { ...env, ...nowhere })).toEqual({
      code: 3,
      json: undefined,
      stderr: expect.stringMatching(
        /^Nothing can be said: .*"npm run connections" tries each part and says what to do\.\n$/,
      ),
    });
});
