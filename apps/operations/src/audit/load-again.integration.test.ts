import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { zstdDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parquetReadObjects } from 'hyparquet';
import { until } from '@cdr/testing';
import { type RealPipeline, runCommand, startRealPipeline } from '../testing/real-pipeline.ts';
import { auditOf, type Report } from './audit-command.fixture.ts';

// docs/operations.md, "Loading a time range again": its SQL, as it stands there, on a pipeline of which rows were deleted.

const guide = readFileSync(new URL('../../../../docs/operations.md', import.meta.url), 'utf8');
const chapter = guide.split('\n## Loading a time range again\n')[1]!.split('\n## ')[0]!;
const [listBatches, putBack, listUnequal, chooseBatches, listReachingBehind, goBack] = [
  ...chapter.matchAll(/```sql\n(.*?)```/gs),
].map(([, sql]) => sql!);

let pipeline: RealPipeline;
const published = 600;

/** The SQL with what a person would put in; each of it must be there. */
function filled(sql: string, values: Record<string, string>): string {
  return Object.entries(values).reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replaceAll(from, to);
  }, sql);
}

function open({ partitions }: Report): number {
  return partitions.reduce((sum, { raw, clean }) => sum + raw['open']! + clean['waiting']!, 0);
}

async function whenAllIsLoaded(): Promise<void> {
  await until(
    async () => {
      const report = await auditOf(pipeline);
      const records = report.partitions.reduce((sum, { raw }) => sum + raw.records, 0);
      return records >= published && open(report) === 0;
    },
    { what: 'everything is judged and loaded', withinMs: 60_000 },
  );
}

beforeAll(async () => {
  pipeline = await startRealPipeline();
  expect(await runCommand(['setup'], pipeline.env)).toMatchObject({ code: 0 });
  const { startWorker } = pipeline;
  // The validator knows few calls, so that copies come as far as the loader; small batches, so that there are several.
  const workers = [
    startWorker('validator', { DEDUP_CALLS: '20' }),
    startWorker('loader', { LOADER_BATCH_ROWS: '60' }),
  ];
  const counts = {
    GENERATOR_RATE: '300',
    GENERATOR_COUNT: String(published),
    GENERATOR_DUPLICATE_SHARE: '0.2',
  };
  expect(await startWorker('generator', counts).ended).toMatchObject({ code: 0 });
  await whenAllIsLoaded();
  for (const { child, ended } of workers) {
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0 });
  }
});
afterAll(() => pipeline.stop());

/** The calls in the table, and of which record each row was made. */
function rows(): Promise<Record<string, unknown>[]> {
  return pipeline.ask('SELECT * FROM telecom.telecom_data ORDER BY call_id');
}

/** What COPY does on Redshift: the rows of the files that a manifest names, into staging. */
async function insertStaged(manifest: string): Promise<string> {
  const { entries } = JSON.parse(await pipeline.store.read(manifest)) as { entries: { url: string }[] };
  const staged: object[] = [];
  for (const { url } of entries) {
    const bytes = pipeline.store.bytes(url.slice(pipeline.store.url('').length));
    const file = new Uint8Array(await buffer(Readable.from(bytes))).buffer;
    const compressors = { ZSTD: (page: Uint8Array) => new Uint8Array(zstdDecompressSync(page)) };
    staged.push(...(await parquetReadObjects({ file, compressors })));
  }
  const json = JSON.stringify(staged, (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  return `INSERT INTO staging SELECT * FROM json_populate_recordset(null::staging, '${json.replaceAll("'", "''")}');`;
}

test('rows that were deleted come back from the files on S3, and the audit holds as if nothing had been', async () => {
  const { ask } = pipeline;
  const before = await rows();
  const batches = await ask(
    'SELECT min_start::varchar AS first, max_start::varchar AS last FROM telecom.load_batch ORDER BY committed_at',
  );
  expect(batches.length).toBeGreaterThan(4);
  const [{ copies }] = (await ask('SELECT sum(rows_already_loaded) AS copies FROM telecom.load_batch')) as [
    { copies: string },
  ];
  expect(Number(copies)).toBeGreaterThan(0);
  const [from, to] = [batches[1]!['first'] as string, batches[3]!['last'] as string];
  await ask(
    `DELETE FROM telecom.telecom_data WHERE start_datetime >= '${from}' AND start_datetime < '${to}'`,
  );
  expect((await rows()).length).toBeLessThan(before.length);
  expect(await auditOf(pipeline)).toMatchObject({ code: 1 });

  const range = { '2026-11-20 00:00:00': from, '2026-11-21 00:00:00': to };
  for (const { manifest } of await ask(filled(listBatches!, range))) {
    const [copy] = /COPY [^;]*;/.exec(putBack!)!;
    await ask(putBack!.replace(copy, await insertStaged(manifest as string)));
  }
  expect(await ask(listUnequal!)).toEqual([]);
  expect(await rows()).toEqual(before);
  expect(await auditOf(pipeline)).toMatchObject({ code: 0, problems: [] });
});

test('all from a moment on is loaded again out of clean, under other batches, and the audit holds', async () => {
  const { ask } = pipeline;
  const before = await rows();
  const batches = await ask(
    'SELECT committed_at::varchar AS at FROM telecom.load_batch ORDER BY committed_at',
  );
  const moment = batches[2]!['at'] as string;
  await ask(`UPDATE telecom.telecom_data SET total_amount = 0 WHERE loaded_at >= '${moment}'`);
  expect(await auditOf(pipeline)).toMatchObject({ code: 1 });

  const chosen = filled(chooseBatches!, { '2026-11-20 00:00:00': moment });
  await ask(`${chosen} CREATE TABLE reaching AS ${listReachingBehind!} ${goBack!}`);
  expect(await ask('SELECT * FROM reaching')).toEqual([]);
  expect((await rows()).length).toBeLessThan(before.length);

  const loader = pipeline.startWorker('loader');
  await whenAllIsLoaded();
  expect(await auditOf(pipeline)).toMatchObject({ code: 0, problems: [] });
  const after = await rows();
  const without = (row: Record<string, unknown>) => ({ ...row, batch_id: null, loaded_at: null });
  expect(after.map(without)).toEqual(before.map(without));
  expect(after).not.toEqual(before);
  loader.child.kill('SIGTERM');
  expect(await loader.ended).toMatchObject({ code: 0 });
});
