import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { until } from '@cdr/testing';
import { type RealPipeline, runCommand, startRealPipeline } from '../testing/real-pipeline.ts';
import { aRowOf, auditOf } from './audit-command.fixture.ts';

let pipeline: RealPipeline;
const audit = () => auditOf(pipeline);
const aRow = () => aRowOf(pipeline);

const published = 300;

beforeAll(async () => {
  pipeline = await startRealPipeline();
  expect(await runCommand(['setup'], pipeline.env)).toMatchObject({ code: 0 });
  const { startWorker } = pipeline;
  const workers = [startWorker('validator'), startWorker('loader')];
  const counts = { GENERATOR_RATE: '1000', GENERATOR_COUNT: String(published) };
  expect(await startWorker('generator', counts).ended).toMatchObject({ code: 0 });
  await until(
    async () => {
      const { partitions, problems } = await audit();
      expect(problems).toEqual([]);
      const done = partitions.map(
        ({ raw, clean }) => [raw.records, raw['open']! + clean['waiting']!] as const,
      );
      return (
        done.reduce((sum, [records]) => sum + records, 0) >= published && done.every(([, left]) => left === 0)
      );
    },
    { what: 'everything is judged and loaded', withinMs: 60_000 },
  );
  for (const { child, ended } of workers) {
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0 });
  }
});
afterAll(() => pipeline.stop());

describe('npm run audit names', () => {
  test.each([
    ['a name that was emptied', 'caller_name = NULL'],
    ['a time that was altered', "end_datetime = end_datetime + interval '1 second'"],
    ['a duration that was altered', 'call_duration = call_duration + 1'],
    ['a time of arrival that was altered', "ingested_at = ingested_at + interval '1 millisecond'"],
    ['a call id that was altered', "call_id = 'x' || substr(call_id, 2)"],
    ['a name that was altered', "caller_name = caller_name || ' '"],
    ['a fingerprint that was altered', "fingerprint = '0123456789abcdef'"],
  ])('%s', async (_, change) => {
    const { partition, offset, batchId, here, putBack } = await aRow();
    await pipeline.ask(`UPDATE telecom.telecom_data SET ${change} WHERE ${here}`);
    expect(await audit()).toMatchObject({
      code: 1,
      problems: [
        `telecom-data.raw/${partition} offset ${offset} is in telecom.telecom_data with other content than in clean (batch ${batchId})`,
      ],
    });
    await putBack();
  });

  test('an amount that was altered, in the sums and by its row', async () => {
    const { partition, offset, batchId, here, putBack } = await aRow();
    await pipeline.ask(`UPDATE telecom.telecom_data SET total_amount = total_amount + 0.01 WHERE ${here}`);
    const report = await audit();
    expect(report).toMatchObject({ code: 1, kinds: ['altered', 'amounts'] });
    const says = `telecom-data.raw/${partition} offset ${offset} is in telecom.telecom_data with other content than in clean`;
    expect(report.problems[0]).toBe(`${says} (batch ${batchId})`);
    expect(report.problems[1]).toMatch(
      /^telecom-data\.clean\/1 offsets \d+ to \d+ have \d+\.\d\d in total_amount, but /,
    );
    const { clean, table } = report.partitions[partition]!.sums;
    expect(table).toEqual({
      ...clean,
      cents: clean.cents + 1,
      contents: expect.not.stringMatching(clean.contents),
    });
    await putBack();
  });

  test('two rows of which each has the content of the other, though every sum of amounts agrees', async () => {
    const { ask } = pipeline;
    await ask('DROP TABLE IF EXISTS kept');
    await ask(
      'CREATE TABLE kept AS SELECT * FROM telecom.telecom_data WHERE raw_partition = 1 ORDER BY raw_offset LIMIT 2',
    );
    await ask(`UPDATE telecom.telecom_data t SET raw_offset = CASE WHEN t.raw_offset = a.low THEN a.high ELSE a.low END
      FROM (SELECT min(raw_offset) AS low, max(raw_offset) AS high FROM kept) AS a
      WHERE t.raw_partition = 1 AND t.raw_offset IN (a.low, a.high)`);
    expect(await audit()).toMatchObject({ code: 1, kinds: ['altered'] });
    await ask(
      'DELETE FROM telecom.telecom_data WHERE (raw_partition, raw_offset) IN (SELECT raw_partition, raw_offset FROM kept)',
    );
    await ask('INSERT INTO telecom.telecom_data SELECT * FROM kept');
    expect(await audit()).toMatchObject({ code: 0 });
  });

  test('a time of loading that is not that of the batch', async () => {
    const { offset, batchId, here, putBack } = await aRow();
    await pipeline.ask(
      `UPDATE telecom.telecom_data SET loaded_at = loaded_at + interval '1 second' WHERE ${here}`,
    );
    expect(await audit()).toMatchObject({
      code: 1,
      problems: [
        'telecom.telecom_data has 1 rows whose loaded_at is not the committed_at of their batch: raw partition 1 offset ' +
          `${offset} (batch ${batchId})`,
      ],
    });
    await putBack();
  });
});
