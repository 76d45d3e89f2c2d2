import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { appendedColumns, parquetColumns } from '@cdr/call-record';
import { migrateWarehouse } from '@cdr/infra';
import { createConnections } from '@cdr/warehouse';
import { cleanValue } from '../clean-records.fixture.ts';
import type { Position, Range } from '../position.ts';
import { ask } from '../real-parts.fixture.ts';
import { noGrowth, type RealWarehouses, startRealWarehouses } from '../real-warehouses.fixture.ts';
import type { TableGrowth } from './add-columns.ts';
import { but, goodColumns, stageOdd } from './redshift/refused-copies.fixture.ts';

// A table from before the second schema, when a loader that knows it comes.

let parts: RealWarehouses;
beforeAll(async () => {
  parts = await startRealWarehouses();
});
afterAll(() => parts.stop());

const names = appendedColumns.map(({ name }) => name);
const topic = 'clean';

async function olderTable(): Promise<URL> {
  const database = await parts.makeDatabase(topic, 1);
  for (const name of names) await ask(database.href, `ALTER TABLE telecom.telecom_data DROP COLUMN ${name}`);
  return database;
}

const places = {
  PostgreSQL: (database: URL) => Promise.resolve(database.href),
  'Redshift’s stand-in': async (database: URL) => (await parts.standInFor(database)).url,
};

let batches = 0;
async function load(url: string, growth: TableGrowth, from: number, values: readonly Buffer[]) {
  const batchId = `grow-${(batches += 1)}`;
  const batch = await parts.stage(batchId, values);
  const warehouse = parts.open(url, { growth });
  try {
    const copied = await warehouse.copy(batch, () => undefined);
    if (copied.kind === 'refused') throw new Error(copied.why);
    const outcome = await copied.commit({
      batch,
      topic,
      ranges: [rangeOf(from, values.length)],
      conflicts: 0,
      cut: 'rows',
      unloadable: 0,
      version: '1',
      openedAt: 0,
      stagedAt: 0,
    });
    await copied.close();
    return outcome;
  } finally {
    await warehouse.close();
  }
}

function rangeOf(from: number, rows: number): Range {
  const at = (offset: number): Position => ({
    nextOffset: offset,
    rawHighWater: offset - 1,
    last: offset === 0 ? null : { rawOffset: offset - 1, timestamp: 0 },
  });
  return {
    partition: 0,
    from: at(from),
    to: at(from + rows),
    rows,
    firstRaw: from,
    lastRaw: from + rows - 1,
  };
}

function growing() {
  const added: string[][] = [];
  return { added, growth: { isAllowed: true, onAdded: (columns: string[]) => void added.push(columns) } };
}

const named = { call_id: 'own-1', call_status: 'dropped', cell_id: '310-410-7' };

describe.each(Object.entries(places))('%s', (_, place) => {
  test('a loader that may not add columns names each that the table lacks, and who adds it', async () => {
    const url = await place(await olderTable());
    await expect(load(url, noGrowth, 0, [cleanValue(0)])).rejects.toThrow(
      new RegExp(
        `was not copied: ${names
          .map(
            (name) =>
              `telecom\\.telecom_data\\.${name} is missing: run "npm run migrate", .* LOADER_ADD_COLUMNS=yes`,
          )
          .join('; ')}$`,
      ),
    );
  });

  test('one that may adds them once, fills them, and leaves what was there; the migration finds nothing to do', async () => {
    const database = await olderTable();
    await ask(
      database.href,
      `INSERT INTO telecom.telecom_data (caller_name, call_id) VALUES ('Ada', 'older')`,
    );
    const url = await place(database);
    const { added, growth } = growing();
    const values = [cleanValue(0), cleanValue(1, { call: named })];
    expect(await load(url, growth, 0, values)).toMatchObject({ kind: 'committed', loaded: 2 });
    await load(url, growth, 2, [cleanValue(2, { call: { caller_id: '+19145550000' } })]);
    expect(added).toEqual([names]);
    await migrateWarehouse({ url: database.href, topic, partitions: 1 });
    const rows = await ask(
      database.href,
      `SELECT call_id, ${names.join(', ')} FROM telecom.telecom_data ORDER BY raw_offset NULLS FIRST`,
    );
    const nothing = Object.fromEntries(names.map((name) => [name, null]));
    expect(rows).toMatchObject([
      { call_id: 'older', ...nothing },
      nothing,
      { ...named, call_id_from: 'source' },
      nothing,
    ]);
  });

  test('two loaders that find the same columns missing both load', async () => {
    const url = await place(await olderTable());
    const { growth } = growing();
    const one = [cleanValue(0, { call: { caller_id: '+19145551111' } })];
    const outcomes = await Promise.all([load(url, growth, 0, one), load(url, growth, 0, one)]);
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['committed', 'moved-on']);
  });
});

// docs/operations.md, "Rows back from the files on S3".
const guide = readFileSync(new URL('../../../../docs/operations.md', import.meta.url), 'utf8');
const recipe = guide.split('### Rows back from the files on S3')[1]!.split('\n### ')[0]!;
const putBack = [...recipe.matchAll(/```sql\n(.*?)```/gs)][1]![1]!;
const [linesSince] = /\n\s+,[^)]*\n/.exec(putBack)!;

test('the recipe that loads files again names their columns, and which of them older files lack', () => {
  const [, list] = /COPY staging \(([^)]*)\) FROM/.exec(putBack)!;
  const inList = (text: string) => text.split(',').map((name) => name.trim());
  expect(inList(list!)).toEqual(parquetColumns.map(({ name }) => name));
  expect(inList(linesSince).slice(1)).toEqual(names);
});

test('files of before and of now load side by side, by the recipe, each with the columns of its time', async () => {
  const database = await parts.makeDatabase(topic, 1);
  const { url } = await parts.standInFor(database);
  const older = goodColumns.slice(0, -names.length);
  const newer = but('call_id', "'newer'::VARCHAR(64)");
  const connections = createConnections({ url, password: undefined, application: 'test' });
  const client = await connections.open();
  try {
    for (const [batchId, columns, without] of [
      ['older', older, linesSince],
      ['newer', newer, '\n'],
    ] as const) {
      const batch = await stageOdd(parts, batchId, { columns });
      const sql = putBack
        .replace(without, '\n')
        .replace('s3://BUCKET/MANIFEST', parts.store.url(batch.manifestKey))
        .replace("IAM_ROLE 'ARN'", 'IAM_ROLE default');
      for (const statement of sql.split(';\n').filter((text) => text.trim() !== ''))
        await client.query(statement);
    }
  } finally {
    connections.cutAll();
  }
  const rows = await ask(
    database.href,
    'SELECT call_id, cell_id, batch_id FROM telecom.telecom_data ORDER BY call_id DESC',
  );
  expect(rows).toEqual([
    { call_id: 'x', cell_id: null, batch_id: 'x' },
    { call_id: 'newer', cell_id: 'x', batch_id: 'x' },
  ]);
});
