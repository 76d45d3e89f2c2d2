import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type StartedParts, startParts } from '../start-parts.ts';
import { migrate } from './apply-migrations.ts';
import { makeTestDatabase, type TestDatabase } from './test-database.fixture.ts';

// The views of migrations/views.sql, on calls of which the answer is known.

let parts: StartedParts<{ warehouse: true }>;
let database: TestDatabase;

beforeAll(async () => {
  parts = await startParts({ warehouse: true });
  database = await makeTestDatabase(parts.warehouse.url);
  await migrate(database.client, { dialect: 'postgres' });
});
afterAll(async () => {
  await database.close();
  await parts.stop();
});
beforeEach(() => database.ask('BEGIN'));
afterEach(() => database.ask('ROLLBACK'));

interface Call {
  caller: string | null;
  receiver: string;
  /** Time of day, or day and time. */
  start: string | null;
  seconds: number | null;
  provider: string;
  amount: string | null;
}

const usual: Call = {
  caller: 'a',
  receiver: 'r',
  start: '10:00:00',
  seconds: 60,
  provider: 'P',
  amount: '0.05',
};

/** Puts calls into the table, each with what it has of its own. */
async function insert(...calls: Partial<Call>[]): Promise<void> {
  for (const call of calls) {
    const { caller, receiver, start, seconds, provider, amount } = { ...usual, ...call };
    const at = start?.length === 8 ? `2024-05-01 ${start}` : start;
    await database.client.query(
      `INSERT INTO telecom.telecom_data (caller_id, receiver_id, start_datetime, end_datetime, call_duration,
         network_provider, total_amount)
       VALUES ($1, $2, $3::timestamp, $3::timestamp + $4 * interval '1 second', $4::integer, $5, $6)`,
      [caller, receiver, at, seconds, provider, amount],
    );
  }
}

/** The rows of a view; numbers as numbers, times and days as text. */
async function see(view: string, columns: string, order = '1, 2'): Promise<Record<string, unknown>[]> {
  const [row] = await database.ask(
    `SELECT coalesce(json_agg(r), '[]') AS rows FROM (SELECT ${columns} FROM telecom.${view} ORDER BY ${order}) AS r`,
  );
  return row!['rows'] as Record<string, unknown>[];
}

test('calls_per_minute counts those that begin in each minute, with what they last and cost', async () => {
  await insert(
    { start: '10:00:00' },
    { start: '10:00:59', seconds: null, amount: null },
    { start: '10:02:00' },
  );
  await insert({ start: null });
  expect(
    await see('calls_per_minute', "to_char(minute, 'HH24:MI') AS minute, calls, seconds, revenue"),
  ).toEqual([
    { minute: '10:00', calls: 2, seconds: 60, revenue: 0.05 },
    { minute: '10:02', calls: 1, seconds: 60, revenue: 0.05 },
  ]);
});

test('revenue_by_provider sums by day, and its average has fractions', async () => {
  await insert({ seconds: 1 }, { seconds: 2, amount: '0.10' }, { seconds: null, amount: null });
  await insert({ start: '2024-05-02 00:00:00' }, { provider: 'Q' });
  const columns = 'network_provider, day, calls, seconds, average_seconds, revenue';
  expect(await see('revenue_by_provider', columns)).toEqual([
    { network_provider: 'P', day: '2024-05-01', calls: 3, seconds: 3, average_seconds: 1.5, revenue: 0.15 },
    { network_provider: 'P', day: '2024-05-02', calls: 1, seconds: 60, average_seconds: 60, revenue: 0.05 },
    { network_provider: 'Q', day: '2024-05-01', calls: 1, seconds: 60, average_seconds: 60, revenue: 0.05 },
  ]);
});

test('very_short_calls are those below 5 seconds; without a duration, or with 0, nobody answered', async () => {
  await insert({ seconds: 5 }, { seconds: 4 }, { seconds: 0 }, { seconds: null });
  expect(await see('very_short_calls', 'call_duration, kind')).toEqual([
    { call_duration: 0, kind: 'unanswered' },
    { call_duration: 4, kind: 'very short' },
    { call_duration: null, kind: 'unanswered' },
  ]);
});

describe('overlapping_calls', () => {
  const columns =
    "caller_id, to_char(start_datetime, 'MI:SS') AS start, to_char(busy_until, 'MI:SS') AS busy, overlap_seconds";

  test.each<[string, Partial<Call>[]]>([
    ['a caller with one call', [{}]],
    ['calls that touch', [{ start: '10:00:00' }, { start: '10:01:00' }]],
    ['calls of two callers', [{ caller: 'a' }, { caller: 'b' }]],
    ['calls of no caller', [{ caller: null }, { caller: null }]],
    ['calls without a start or an end', [{ start: null }, { seconds: null }, { seconds: null }]],
  ])('are not: %s', async (_, calls) => {
    await insert(...calls);
    expect(await see('overlapping_calls', columns)).toEqual([]);
  });

  test('are those that begin while an earlier one of the caller goes on, not only the one before', async () => {
    await insert({ start: '10:00:00', seconds: 600 }, { start: '10:01:00', seconds: 10 });
    await insert({ start: '10:05:00', seconds: 600 }, { start: '10:15:00' });
    expect(await see('overlapping_calls', columns)).toEqual([
      { caller_id: 'a', start: '01:00', busy: '10:00', overlap_seconds: 10 },
      { caller_id: 'a', start: '05:00', busy: '10:00', overlap_seconds: 300 },
    ]);
  });

  test('of two that begin together, one overlaps the other', async () => {
    await insert({ receiver: 'r' }, { receiver: 's' });
    expect(await see('overlapping_calls', columns)).toEqual([
      { caller_id: 'a', start: '00:00', busy: '01:00', overlap_seconds: 60 },
    ]);
  });
});

describe('call_bursts', () => {
  const columns =
    "caller_id, to_char(first_call, 'HH24:MI:SS') AS first, to_char(last_call, 'HH24:MI:SS') AS last, calls";

  /** So many calls from 10:00 on, so many seconds apart. */
  async function insertRow(
    calls: number,
    apart: number,
    caller: string | null = 'a',
    hour = 10,
  ): Promise<void> {
    for (let n = 0; n < calls; n += 1) {
      const start = new Date(Date.UTC(2024, 4, 1, hour, 0, n * apart)).toISOString().slice(0, 19);
      await insert({ caller, start });
    }
  }

  test.each<[string, number, number]>([
    ['a caller with one call', 1, 0],
    ['9 calls in one second', 9, 0],
    ['10 calls over more than 300 seconds', 10, 34],
  ])('are not: %s', async (_, calls, apart) => {
    await insertRow(calls, apart);
    expect(await see('call_bursts', columns)).toEqual([]);
  });

  test('are 10 calls within 300 seconds, and one burst as long as it goes on', async () => {
    await insertRow(10, 33, 'a');
    await insertRow(40, 20, 'b');
    await insertRow(10, 0, 'b', 12);
    expect(await see('call_bursts', columns)).toEqual([
      { caller_id: 'a', first: '10:00:00', last: '10:04:57', calls: 10 },
      { caller_id: 'b', first: '10:00:00', last: '10:13:00', calls: 40 },
      { caller_id: 'b', first: '12:00:00', last: '12:00:00', calls: 10 },
    ]);
  });

  test('have a caller and a start', async () => {
    await insertRow(10, 1, null);
    await insert(...Array.from({ length: 10 }, () => ({ start: null })));
    expect(await see('call_bursts', columns)).toEqual([]);
  });
});

test('callers_of_many called 50 different receivers in one day', async () => {
  const receivers = Array.from({ length: 50 }, (_, n) => ({ receiver: `r${n}` }));
  await insert(...receivers, { receiver: 'r0' }); // a second call to the same
  await insert(...receivers.slice(1).map((call) => ({ ...call, caller: 'b' })));
  await insert({ caller: 'b', receiver: 'r0', start: '2024-05-02 00:00:00' });
  await insert(...receivers.map((call) => ({ ...call, caller: null })));
  expect(await see('callers_of_many', 'caller_id, day, receivers, calls, seconds')).toEqual([
    { caller_id: 'a', day: '2024-05-01', receivers: 50, calls: 51, seconds: 3060 },
  ]);
});

test('billing_by_caller_day bills a call on the day it began, and leaves no row out', async () => {
  await insert({ start: '23:59:30' }, { start: '2024-05-02 00:00:00' }, { amount: null, seconds: 30 });
  await insert({ caller: null }, { caller: 'b', start: null });
  const columns = 'caller_id, day, calls, seconds, amount, calls_without_amount';
  expect(await see('billing_by_caller_day', columns)).toEqual([
    { caller_id: 'a', day: '2024-05-01', calls: 2, seconds: 90, amount: 0.05, calls_without_amount: 1 },
    { caller_id: 'a', day: '2024-05-02', calls: 1, seconds: 60, amount: 0.05, calls_without_amount: 0 },
    { caller_id: 'b', day: null, calls: 1, seconds: 60, amount: 0.05, calls_without_amount: 0 },
    { caller_id: null, day: '2024-05-01', calls: 1, seconds: 60, amount: 0.05, calls_without_amount: 0 },
  ]);
});

test('a column can be added to the table under all views', async () => {
  await database.ask('ALTER TABLE telecom.telecom_data ADD COLUMN later INTEGER');
  await insert({});
  expect(await see('billing_by_caller_day', 'caller_id, calls')).toEqual([{ caller_id: 'a', calls: 1 }]);
});
