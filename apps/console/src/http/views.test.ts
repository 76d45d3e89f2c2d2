import { eachTurn, until } from '@cdr/testing';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { LetterList, QualityView, TopicsView } from '../api.ts';
import { letterAbout } from '../letters/letters.fixture.ts';
import { topics } from '../memory-kafka.fixture.ts';
import { consoleApp } from './app.fixture.ts';

const stops: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** A console that has read three letters, two of them about a record of Ada. */
async function withLetters() {
  const console = consoleApp({ passwords: { operator: undefined, viewer: undefined } });
  console.clock.now = Date.now();
  const value = Buffer.from('{"caller_name":"Ada"}');
  console.broker.log(topics.dlq, 0).append([letterAbout(0, { value }), letterAbout(1)]);
  console.broker.log(topics.dlq, 1).append([letterAbout(2, { partition: 1, value, reason: 'schema' })]);
  const stop = new AbortController();
  const running = console.desk.letters.run(stop.signal);
  stops.push(() => {
    stop.abort();
    return running;
  });
  await until(() => console.desk.letters.index()?.read().letters === 3, eachTurn);
  return console;
}

async function listOf(query: string) {
  const { request } = await withLetters();
  const { status, json } = await request(`/api/letters${query}`);
  const list = json as unknown as LetterList;
  return [status, list.letters.map(({ rawOffset }) => rawOffset).sort(), list.searched];
}

describe('letters', () => {
  test('are listed as they are asked for', async () => {
    expect(await listOf('')).toEqual([200, [0, 1, 2], null]);
    expect(await listOf('?reason=schema')).toEqual([200, [2], null]);
  });

  test('are looked through for a text', async () => {
    expect(await listOf('?text=Ada')).toEqual([200, [0, 2], 3]);
    expect(await listOf('?text=Ada&partition=0')).toEqual([200, [0], 2]);
  });

  test('are counted over a span that there is', async () => {
    const { request } = await withLetters();
    const { json } = await request('/api/quality?hours=24');
    expect(json as unknown as QualityView).toMatchObject({
      hours: 24,
      received: 100,
      read: { letters: 3, share: 1 },
    });
    expect((await request('/api/quality?hours=2')).json).toEqual({
      problem: 'hours must be one of 1, 24, 168',
    });
  });

  test('are shown one by one', async () => {
    const { request } = await withLetters();
    expect((await request('/api/letters/1/0')).json).toMatchObject({
      row: { rawOffset: 2 },
      value: { masked: true },
    });
    expect((await request('/api/letters/1/9')).status).toBe(404);
    expect((await request('/api/letters/x/9')).json).toEqual({ problem: 'partition must be a whole number' });
  });
});

describe('before the first look', () => {
  test.each(['/api/flow', '/api/quality', '/api/letters', '/api/letters?text=x'])(
    '%s says to ask again',
    async (path) => {
      const { request, shown } = consoleApp({ passwords: { operator: undefined, viewer: undefined } });
      shown.flow = null;
      const { status, json } = await request(path);
      expect([status, json]).toEqual([
        503,
        { problem: expect.stringMatching(/^the console has not looked yet/) },
      ]);
    },
  );
});

test('topics are those of this pipeline, and no other can be looked into', async () => {
  const { request, broker } = consoleApp({ passwords: { operator: undefined, viewer: undefined } });
  broker.create({ topic: 'secrets', partitions: 1, settings: {} });
  const { topics: shown } = (await request('/api/topics')).json as unknown as TopicsView;
  expect(shown.map(({ name }) => name)).toEqual(Object.values(topics));
  expect((await request('/api/topics/secrets/records')).status).toBe(404);
  expect((await request(`/api/topics/${topics.raw}/records`)).status).toBe(200);
});

test('of the rest each is answered', async () => {
  const { request } = consoleApp({ passwords: { operator: undefined, viewer: undefined } });
  const of = async (path: string) => (await request(path)).json;
  expect(await of('/api/flow')).toMatchObject({ at: 1_000 });
  expect(await of('/api/flow/history')).toMatchObject({ at: [] });
  expect(await of('/api/redrive')).toEqual({ job: null });
  expect(await of('/api/actions')).toEqual({ actions: [], sent: [] });
  expect(await of('/api/loads')).toMatchObject({ batches: [], next: null });
  expect(await of('/api/trace?call=x')).toMatchObject({ calls: [] });
  expect(await of('/api/schemas')).toMatchObject({ subject: null });
  expect(await of('/api/calls')).toMatchObject({ panels: expect.any(Array) });
});

test('a phone number is looked for by operators only, who stand in the list once for a search', async () => {
  const { request, signedIn, desk, actions } = consoleApp();
  desk.lineage.rowsOfNumber = async () => ({ found: [], next: 'a mark', share: 0.5 });
  const path = '/api/trace?number=%2B12125551234';
  const refused = await request(path, { cookie: await signedIn('viewer') });
  expect([refused.status, refused.json, actions()]).toEqual([
    403,
    { problem: 'Only operators may look for a phone number' },
    [],
  ]);
  const cookie = await signedIn('operator');
  const { next } = (await request(path, { cookie })).json;
  expect((await request(`${path}&from=${encodeURIComponent(String(next))}`, { cookie })).status).toBe(200);
  expect(actions()).toMatchObject([
    { action: 'looks records through', what: '/api/trace number=+•••••••••34' },
  ]);
});
