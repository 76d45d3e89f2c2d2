import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { cleanValue } from './clean-records.fixture.ts';
import {
  call,
  loadedThrough,
  publishCalls,
  readAll,
  startRealParts,
  sums,
  type World,
} from './real-parts.fixture.ts';

let parts: Awaited<ReturnType<typeof startRealParts>>;
beforeAll(async () => {
  parts = await startRealParts();
});
afterAll(() => parts.stop());

test('a quiet topic still flushes by age; SIGTERM ends the loader within 4 s, with nothing left in its scratch folder', async () => {
  const world = await parts.makeWorld('quiet');
  const loader = parts.startLoader(world);
  await publishCalls(world, 0, 0, 3);
  await loadedThrough(world, 3);
  expect(await world.ask('SELECT cut_reason, rows_loaded FROM telecom.load_batch')).toEqual([
    { cut_reason: 'age', rows_loaded: 3 },
  ]);
  await publishCalls(world, 1, 100, 2);
  await loadedThrough(world, 5);
  const told = Date.now();
  loader.child.kill('SIGTERM');
  expect(await loader.ended).toMatchObject({ code: 0 });
  expect(Date.now() - told).toBeLessThan(4_000);
  expect(readdirSync(world.env['LOADER_SCRATCH_DIR']!)).toEqual([]);
});

test('killed at any moment under load and started again, it has every clean record in the table once', async () => {
  const world = await parts.makeWorld('crash');
  const perPartition = 10_000;
  await publishCalls(world, 0, 0, perPartition);
  await publishCalls(world, 1, 1_000_000, perPartition);
  const size = { LOADER_BATCH_ROWS: '1', LOADER_BATCH_AGE_MS: '1' }; // a load for each fetch
  for (const [n, ms] of [0, 40, 90, 160].entries()) {
    // A group of its own: the dead one's partitions are free only after its session's 10 s.
    const loader = parts.startLoader(world, { ...size, LOADER_GROUP: `crash-${n}` });
    await loader.says(n === 0 ? 'loading from these positions' : 'batch loaded');
    await pause(ms); // the moment of the crash, not a wait for something
    loader.child.kill('SIGKILL');
    expect(await loader.ended).toMatchObject({ signal: 'SIGKILL' });
  }
  const last = parts.startLoader(world, { LOADER_GROUP: 'crash-last' });
  await loadedThrough(world, 2 * perPartition);
  const all = 2 * perPartition;
  expect(await sums(world)).toMatchObject({
    rows: all,
    calls: all,
    loaded: all,
    staged: all,
    in_ranges: all,
  });
  expect(readdirSync(world.env['LOADER_SCRATCH_DIR']!)).toHaveLength(1);
  last.child.kill('SIGTERM');
  expect(await last.ended).toMatchObject({ code: 0 });
});

test('two loaders that both believe they hold the partitions never double a row', async () => {
  const world = await parts.makeWorld('zombie');
  await publishCalls(world, 0, 0, 8_000);
  const size = { LOADER_BATCH_ROWS: '1' };
  const both = ['a', 'b'].map((group) => parts.startLoader(world, { ...size, LOADER_GROUP: group }));
  await publishCalls(world, 1, 1_000_000, 4_000);
  await loadedThrough(world, 12_000);
  const sum = await sums(world);
  expect(sum).toMatchObject({ rows: 12_000, calls: 12_000, loaded: 12_000, in_ranges: 12_000 });
  for (const { child } of both) child.kill('SIGTERM');
  for (const { ended } of both) expect(await ended).toMatchObject({ code: 0 });
  expect(
    both.flatMap(({ lines }) => lines).some(({ msg }) => msg.startsWith('another loader has moved')),
  ).toBe(true);
});

describe('one call twice in clean', () => {
  test('is loaded once; another content becomes a dead letter with raw’s bytes that names the first', async () => {
    const world = await parts.makeWorld('conflict');
    const raw = await world.kafka.openPublisher(world.topics.raw);
    await raw.publish(
      0,
      ['first', 'other in the same batch'].map((value) => ({ key: 'k', value })),
    );
    await raw.publish(
      1,
      [0, 1, 2].map((n) => ({ key: null, value: `\xff copy ${n}` })),
    );
    const other = { ...call(1), network_provider: 'Other' };
    await raw.close();
    await publishClean(world, 0, [{ call: call(1) }, { call: other }]);
    const loader = parts.startLoader(world);
    await loadedThrough(world, 2);
    await publishClean(world, 1, [{ call: call(1) }, { call: other }, { call: call(2) }]);
    await loadedThrough(world, 5);
    expect(await sums(world)).toMatchObject({
      rows: 2,
      staged: 5,
      loaded: 2,
      already_loaded: 1,
      conflicts: 2,
    });
    const letters = [
      ...(await readAll(world.kafka, world.topics.dlq, 0)),
      ...(await readAll(world.kafka, world.topics.dlq, 1)),
    ];
    expect(letters.map(({ value }) => String(value))).toEqual(['other in the same batch', '\xff copy 1']);
    for (const [n, { headers }] of letters.entries()) {
      const text = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
      expect(text).toMatchObject({
        'dlq.reason': 'conflict',
        'dlq.stage': 'load',
        'dlq.original.partition': String(n),
        'dlq.original.offset': '1',
        'dlq.duplicate.of': '0',
      });
    }
    loader.child.kill('SIGTERM');
    await loader.ended;
  });

  test('a record that no warehouse takes becomes a dead letter, and holds up no other', async () => {
    const world = await parts.makeWorld('unloadable');
    const raw = await world.kafka.openPublisher(world.topics.raw);
    await raw.publish(
      0,
      [0, 1, 2].map((n) => ({ key: null, value: `original ${n}` })),
    );
    await raw.close();
    const broken = { ...call(2), end_datetime: 'yesterday' };
    await publishClean(world, 0, [{ call: call(1) }, { call: broken }, { call: call(3) }]);
    const loader = parts.startLoader(world);
    await loadedThrough(world, 3);
    expect(await sums(world)).toMatchObject({ rows: 2, loaded: 2, unloadable: 1, in_ranges: 3 });
    const [letter] = await readAll(world.kafka, world.topics.dlq, 0);
    expect(String(letter!.value)).toBe('original 1');
    expect(String(letter!.headers['dlq.reason'])).toBe('load');
    expect(JSON.stringify(loader.lines)).not.toContain('yesterday');
    loader.child.kill('SIGTERM');
    await loader.ended;
  });
});

describe('an outage', () => {
  test('of PostgreSQL, killed under load, and of S3 is waited for, with one warning, and loses or doubles nothing', async () => {
    const world = await parts.makeWorld('outage');
    const loader = parts.startLoader(world, { LOADER_BATCH_ROWS: '1' });
    await publishCalls(world, 0, 0, 9_000);
    await loader.says('batch loaded');
    process.kill(parts.running.warehouse.pid, 'SIGKILL');
    await loader.says('warehouse does not work');
    await parts.restart('warehouse');
    await loader.says('warehouse works again');
    await loadedThrough(world, 9_000);

    await parts.running.objectStore.stop();
    await publishCalls(world, 1, 1_000_000, 1_000);
    await loader.says('S3 does not work');
    await parts.restart('objectStore');
    await loader.says('S3 works again');
    await loadedThrough(world, 10_000);

    expect(await sums(world)).toMatchObject({
      rows: 10_000,
      calls: 10_000,
      loaded: 10_000,
      in_ranges: 10_000,
    });
    const warnings = loader.lines.filter(({ level }) => level === 'warn').map(({ part }) => part);
    expect(warnings).toEqual(['warehouse', 'S3']);
    loader.child.kill('SIGTERM');
    expect(await loader.ended).toMatchObject({ code: 0 });
  });
});

describe('what needs a person is one clear sentence, and exit code 1', () => {
  let world: World;
  beforeAll(async () => {
    world = await parts.makeWorld('start');
  });

  test.each<[string, () => Record<string, string>, string[], RegExp]>([
    ['a wrong bucket', () => ({ S3_BUCKET: 'no-such-bucket' }), [], /no-such-bucket.*npm run setup/],
    ['wrong S3 keys', () => ({ S3_SECRET_ACCESS_KEY: 'wrong' }), [], /check S3_ACCESS_KEY_ID/],
    [
      'a wrong password',
      () => ({ WAREHOUSE_PASSWORD: 'wrong' }),
      [],
      /password authentication failed.*check WAREHOUSE_URL/,
    ],
    [
      'a missing topic',
      () => ({ DLQ_TOPIC: 'no-such-topic' }),
      [],
      /topic no-such-topic does not exist.*npm run setup/,
    ],
    [
      'a missing table',
      () => ({ WAREHOUSE_URL: world.url.replace(/\/start$/, '/dev') }),
      [],
      /loaded_through.*npm run setup/,
    ],
    [
      'a position twice',
      () => ({}),
      ['INSERT INTO telecom.loaded_through SELECT * FROM telecom.loaded_through WHERE kafka_partition = 0'],
      /has 2 rows for start.clean\/0/,
    ],
    [
      'a position missing',
      () => ({}),
      ['DELETE FROM telecom.loaded_through WHERE kafka_partition = 0'],
      /has 0 rows for start.clean\/0.*npm run setup/,
    ],
    [
      'a topic that was created again',
      () => ({}),
      [`INSERT INTO telecom.loaded_through VALUES ('start.clean', 0, 7, 6, 6, 5, NULL)`],
      /ends at offset 0, but 7.*deleted and created again/,
    ],
  ])('%s', async (_, env, statements, sentence) => {
    for (const statement of statements) await world.ask(statement);
    const loader = parts.startLoader(world, { LOADER_GROUP: `start-${Math.random()}`, ...env() });
    expect(await loader.ended).toMatchObject({ code: 1 });
    const errors = loader.lines.filter(({ level }) => level === 'error');
    expect(errors).toHaveLength(1);
    expect((errors[0]!['err'] as Error).message).toMatch(sentence);
  });
});

/** Clean records of those of raw, from offset 0 on. */
async function publishClean(
  { kafka, topics }: World,
  partition: number,
  records: NonNullable<Parameters<typeof cleanValue>[1]>[],
): Promise<void> {
  const raw = await readAll(kafka, topics.raw, partition);
  const clean = await kafka.openPublisher(topics.clean);
  const messages = records.map((options, n) => ({
    key: null,
    value: cleanValue(n, { ...options, partition, ingestedAt: raw[n]!.timestamp }),
    timestamp: Date.now(),
  }));
  await clean.publish(partition, messages);
  await clean.close();
}
