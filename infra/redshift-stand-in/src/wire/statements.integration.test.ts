import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Socket } from 'node:net';
import { until } from '@cdr/testing';
import type pg from 'pg';
import type { RedshiftStandIn } from '../index.ts';
import { refusalOf, startWorld, type World } from '../real-parts.fixture.ts';
import { createFramer, frame, letterOf, parse, query, readFields, readStrings, sync } from './frames.ts';

let world: World;
let standIn: RedshiftStandIn;
let client: pg.Client;
let other: pg.Client;
beforeAll(async () => {
  world = await startWorld();
  standIn = await world.start();
  [client, other] = await Promise.all([world.open(standIn), world.open(standIn)]);
});
afterAll(() => world.stop());

async function rows(sql: string, values?: unknown[]): Promise<unknown[]> {
  return (await client.query(sql, values)).rows;
}

test('it says that it is Redshift', async () => {
  expect(await rows('SELECT version()')).toEqual([
    { version: expect.stringMatching(/^PostgreSQL 8\.0\.2 .*Redshift 1\.0\.\d+$/) },
  ]);
});

test('keys are written down and not enforced; null is not allowed', async () => {
  await client.query(
    'CREATE TABLE keys (id BIGINT PRIMARY KEY, n INT UNIQUE, o INT REFERENCES keys(id)) DISTKEY(id)',
  );
  await client.query('INSERT INTO keys VALUES (1, 1, 99), (1, 1, 99)');
  expect(await rows('SELECT id FROM keys')).toHaveLength(2);
  expect(await refusalOf(client.query('INSERT INTO keys VALUES (NULL, 1, 1)'))).toMatchObject({
    code: 'XX000',
    message: 'Cannot insert a NULL value into column id',
  });
});

describe('a VARCHAR’s length', () => {
  beforeAll(() => client.query('CREATE TABLE texts (name VARCHAR(4))'));

  test.each([
    ['a literal', "INSERT INTO texts VALUES ('äää')", []],
    ['a parameter', 'INSERT INTO texts VALUES ($1)', ['äää']],
    ['characters', "INSERT INTO texts VALUES ('abcde')", []],
    ['an update', "UPDATE texts SET name = 'äää'", []],
  ])('is counted in bytes: %s', async (_, sql, values) => {
    await client.query("INSERT INTO texts VALUES ('ää')");
    const error = await refusalOf(client.query(sql, values));
    expect(error).toMatchObject({ code: '22001', message: 'value too long for type character varying(4)' });
    expect(error.detail).toBeUndefined();
  });

  test('is counted in a table like it, and in a column that is added', async () => {
    await client.query('CREATE TEMP TABLE alike (LIKE texts)');
    expect(await refusalOf(client.query("INSERT INTO alike VALUES ('äää')"))).toMatchObject({
      code: '22001',
    });
    await client.query('ALTER TABLE texts ADD COLUMN more VARCHAR(2)');
    expect(await refusalOf(client.query("INSERT INTO texts (more) VALUES ('ää')"))).toMatchObject({
      code: '22001',
    });
  });

  test('grows, outside of a transaction, and does not shrink', async () => {
    await client.query('BEGIN');
    const error = await refusalOf(client.query('ALTER TABLE texts ALTER COLUMN name TYPE VARCHAR(6)'));
    expect(error).toMatchObject({
      code: '25001',
      message: 'ALTER TABLE ALTER COLUMN cannot run inside a transaction block',
    });
    await client.query('ROLLBACK');
    await client.query('ALTER TABLE texts ALTER COLUMN name TYPE VARCHAR(6)');
    await client.query("INSERT INTO texts (name) VALUES ('äää')");
    expect(await refusalOf(client.query("INSERT INTO texts (name) VALUES ('ääää')"))).toMatchObject({
      code: '22001',
    });
    expect(
      await refusalOf(client.query('ALTER TABLE texts ALTER COLUMN name TYPE VARCHAR(2)')),
    ).toMatchObject({ code: '0A000' });
    await client.query('CREATE TABLE numbers (n INT)');
    expect(await refusalOf(client.query('ALTER TABLE numbers ALTER COLUMN n TYPE VARCHAR(9)'))).toMatchObject(
      { code: '0A000' },
    );
  });
});

describe('a refusal', () => {
  test('outside of a transaction costs that statement alone', async () => {
    expect(await refusalOf(client.query('SAVEPOINT a'))).toMatchObject({ code: '0A000' });
    expect(await rows('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test.each([
    ['as a simple query', (sql: string) => client.query(sql)],
    ['with parameters', (sql: string) => client.query(sql, ['x'])],
    ['as a prepared statement', (sql: string) => client.query({ name: 'p', text: sql, values: ['x'] })],
  ])('within a transaction fails it: %s', async (how, ask) => {
    const table = `t_${how.length}`;
    await client.query(`CREATE TABLE ${table} (name VARCHAR(8))`);
    await client.query('BEGIN');
    await client.query(`INSERT INTO ${table} VALUES ($1)`, ['first']);
    const value = how === 'as a simple query' ? "'x'" : '$1';
    expect(await refusalOf(ask(`INSERT INTO ${table} VALUES (${value}) RETURNING name`))).toMatchObject({
      code: '42601',
    });
    expect(await refusalOf(client.query('SELECT 1'))).toMatchObject({ code: '25P02' });
    expect(await client.query('COMMIT')).toMatchObject({ command: 'ROLLBACK' });
    expect(await rows(`SELECT * FROM ${table}`)).toEqual([]);
  });

  test('of one statement of a text keeps all of it from running', async () => {
    await client.query('CREATE TABLE whole (n INT)');
    await refusalOf(client.query('INSERT INTO whole VALUES (1); INSERT INTO whole VALUES (2) RETURNING n'));
    expect(await rows('SELECT * FROM whole')).toEqual([]);
    await client.query('INSERT INTO whole VALUES (1); INSERT INTO whole VALUES (2)');
    expect(await rows('SELECT * FROM whole')).toHaveLength(2);
  });

  test('comes in its turn among queries that are sent ahead', async () => {
    const answers = await sendAhead([
      ...[
        query('SELECT 1'),
        query('LISTEN a'),
        query('BEGIN'),
        query('NOTIFY a'),
        query('SELECT 2'),
        query('ROLLBACK'),
      ],
      query('SELECT 3'),
    ]);
    expect(answers).toEqual([
      'SELECT 1 I',
      '0A000 I',
      'BEGIN T',
      '0A000 E',
      '25P02 E',
      'ROLLBACK I',
      'SELECT 1 I',
    ]);
  });

  test('skips the rest of its batch, and nothing of the next', async () => {
    const batch = (sql: string) => [parse('', sql, noTypes), bind, execute, sync];
    const answers = await sendAhead([
      ...batch('SELECT 1'),
      ...batch('SELECT 1 FOR UPDATE'),
      ...batch('SELECT 2'),
    ]);
    expect(answers).toEqual(['SELECT 1 I', '0A000 I', 'SELECT 1 I']);
  });
});

const noTypes = Buffer.alloc(2);
const bind = frame('B', '', '', Buffer.alloc(6));
const execute = frame('E', '', Buffer.alloc(4));

/** Sends messages all at once, as the driver never does; each ReadyForQuery gives what came before it, and its state. */
async function sendAhead(messages: Buffer[]): Promise<string[]> {
  const raw = await world.open(standIn);
  const { stream } = (raw as unknown as { connection: { stream: Socket } }).connection;
  stream.removeAllListeners('data');
  const answers: string[] = [];
  let last = '';
  function take(message: Buffer): void {
    const letter = letterOf(message);
    if (letter === 'C') last = readStrings(message, 1).strings[0]!;
    if (letter === 'E') last = readFields(message)['C']!;
    if (letter === 'Z') answers.push(`${last} ${String.fromCharCode(message[5]!)}`);
  }
  stream.on(
    'data',
    createFramer(take, () => expect('broken').toBe('whole')),
  );
  stream.write(Buffer.concat(messages));
  const expected = messages.filter((message) => 'QS'.includes(letterOf(message))).length;
  await until(() => answers.length === expected, { what: 'every message is answered' });
  stream.destroy();
  return answers;
}

test('TRUNCATE and VACUUM run outside of a transaction, and fail one', async () => {
  await client.query('CREATE TABLE full_one (n INT)');
  await client.query('INSERT INTO full_one VALUES (1)');
  for (const command of ['TRUNCATE full_one', 'VACUUM full_one']) {
    await client.query('BEGIN');
    expect(await refusalOf(client.query(command))).toMatchObject({ code: '25001' });
    expect(await client.query('COMMIT')).toMatchObject({ command: 'ROLLBACK' });
  }
  await client.query('VACUUM SORT ONLY full_one');
  await client.query('TRUNCATE TABLE full_one');
  expect(await rows('SELECT * FROM full_one')).toEqual([]);
});

describe('what works', () => {
  test('temporary tables, window functions, cursors, parameters', async () => {
    await client.query('CREATE TEMP TABLE staged (id INT, place INT) DISTSTYLE AUTO');
    await client.query('INSERT INTO staged VALUES ($1, $2), (2, 1)', [1, 1]);
    await client.query('ANALYZE staged (id)');
    const ranked = 'SELECT id, row_number() OVER (PARTITION BY place ORDER BY id DESC) AS n FROM staged';
    expect(await rows(`${ranked} ORDER BY id`)).toEqual([
      { id: 1, n: '2' },
      { id: 2, n: '1' },
    ]);
    await client.query('BEGIN ISOLATION LEVEL SERIALIZABLE');
    await client.query('DECLARE c CURSOR FOR SELECT id FROM staged ORDER BY id');
    expect(await rows('FETCH FORWARD 1 FROM c')).toEqual([{ id: 1 }]);
    await client.query('CLOSE c');
    await client.query('COMMIT');
    expect(await client.query('DELETE FROM staged WHERE id = $1', [1])).toMatchObject({ rowCount: 1 });
  });

  test('views, schemas, privileges and the catalogue', async () => {
    await client.query('CREATE SCHEMA IF NOT EXISTS s');
    await client.query('CREATE TABLE IF NOT EXISTS s.t (a INT, b VARCHAR)');
    await client.query('CREATE OR REPLACE VIEW s.v AS SELECT a FROM s.t');
    expect(
      await rows(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = 's' AND table_name = 't'",
      ),
    ).toHaveLength(2);
    expect(
      await rows("SELECT has_table_privilege('s.t', 'SELECT') AS t, has_schema_privilege('s', 'USAGE') AS s"),
    ).toEqual([{ t: true, s: true }]);
    await client.query('ALTER TABLE s.t ALTER SORTKEY (a)');
    await client.query('ALTER TABLE s.t ALTER DISTSTYLE EVEN');
  });

  test('quoted names are in lower case, and a backslash escapes', async () => {
    expect(await rows(String.raw`SELECT 'it\'s' AS "MixedCase"`)).toEqual([{ mixedcase: `it's` }]);
  });

  test('settings and the session’s timeout', async () => {
    await client.query("SET query_group TO 'load'");
    expect(await rows('SHOW query_group')).toHaveLength(1);
    await client.query('SET statement_timeout = 60000');
    await client.query(`ALTER USER ${world.postgres.user} SESSION TIMEOUT 60`);
    expect(await rows('SELECT user_name, session_timeout FROM svv_user_info')).toEqual([
      { user_name: world.postgres.user, session_timeout: 60 },
    ]);
  });

  test('an empty text', async () => {
    expect(await client.query('')).toMatchObject({ command: null });
    expect(await client.query('-- nothing')).toMatchObject({ command: null });
  });
});

describe('two transactions', () => {
  test('that change the same row: the second is told 1023', async () => {
    await client.query('CREATE TABLE gate (turns INT)');
    await client.query('INSERT INTO gate VALUES (0)');
    await other.query('BEGIN');
    await other.query('SELECT turns FROM gate');
    await client.query('UPDATE gate SET turns = turns + 1');
    expect(await refusalOf(other.query('UPDATE gate SET turns = turns + 1'))).toMatchObject({
      code: 'XX000',
      message: '1023',
      detail: expect.stringContaining('Serializable isolation violation'),
    });
    await other.query('ROLLBACK');
  });

  test('of which one locks first see what the other did before', async () => {
    await client.query('CREATE TABLE turns (n INT)');
    await client.query('INSERT INTO turns VALUES (0)');
    await client.query('BEGIN');
    await client.query('LOCK turns');
    await other.query('BEGIN');
    const waiting = other.query('LOCK TABLE turns');
    await client.query('UPDATE turns SET n = n + 1');
    await client.query('COMMIT');
    await waiting;
    expect(await other.query('UPDATE turns SET n = n + 1')).toMatchObject({ rowCount: 1 });
    await other.query('COMMIT');
    expect(await rows('SELECT n FROM turns')).toEqual([{ n: 2 }]);
  });

  test('that read what the other writes both commit with snapshots, and one is told 1023 when serializable', async () => {
    await client.query('CREATE TABLE a (n INT)');
    await client.query('CREATE TABLE b (n INT)');
    const serializable = await world.start({ isolation: 'serializable' });
    const pair = await Promise.all([world.open(serializable), world.open(serializable)]);
    async function cross([one, two]: pg.Client[]): Promise<unknown> {
      await one!.query('BEGIN');
      await two!.query('BEGIN');
      await one!.query('INSERT INTO a SELECT count(*) FROM b');
      await two!.query('INSERT INTO b SELECT count(*) FROM a');
      await one!.query('COMMIT');
      return two!.query('COMMIT');
    }
    expect(await cross([client, other])).toMatchObject({ command: 'COMMIT' });
    expect(await refusalOf(cross(pair))).toMatchObject({ code: 'XX000', message: '1023' });
  });
});
