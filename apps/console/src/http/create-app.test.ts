import { KafkaError } from '@cdr/kafka';
import { StoreError } from '@cdr/object-store';
import { WarehouseError } from '@cdr/warehouse';
import { Stop } from '@cdr/worker';
import { describe, expect, test } from '@jest/globals';
import { consoleApp, pathOf } from './app.fixture.ts';
import { QueryError } from '../asked/read-query.ts';

/** A console with a view that fails like this, and the answer. */
async function failing(error: unknown) {
  const view = { path: '/api/fails', view: () => Promise.reject(error) };
  const console = consoleApp({
    passwords: { operator: undefined, viewer: undefined },
    more: { views: [view] },
  });
  return { ...console, answer: await console.request('/api/fails') };
}

describe('every answer', () => {
  const policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  test.each<[string, string, number, Record<string, undefined>?]>([
    ['the page', '/', 200],
    ['a view', '/api/session', 401],
    ['nothing', '/nowhere', 404],
    ['a refusal', '/', 400, { host: undefined }],
  ])(
    'is shown by no other site, and no part of it is from elsewhere: %s',
    async (_, path, status, headers = {}) => {
      const answer = await consoleApp().request(path, { headers });
      expect(answer.status).toBe(status);
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'content-security-policy': policy,
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'no-store',
      });
      expect(answer.headers.get('strict-transport-security')).toBeNull();
    },
  );

  test('is told by the route that gave it, however many paths it has', async () => {
    const { request, signedIn, answered } = consoleApp();
    const cookie = await signedIn('viewer');
    await request('/api/loads/b1', { cookie });
    await request('/api/loads/b2', { cookie });
    await request('/x/y');
    await request('/api/x/y');
    expect(new Set(answered).size).toBe(4);
    expect(answered).toContain('/api/loads/:id');
    expect(answered.join()).not.toMatch(/b1|x\/y/);
  });
});

test('the page is served to whoever comes', async () => {
  const { status, text, headers } = await consoleApp().request('/');
  expect([status, text, headers.get('content-type')]).toEqual([
    200,
    '<!doctype html>',
    'text/html; charset=utf-8',
  ]);
});

test('what is not there is told', async () => {
  const { request, signedIn } = consoleApp();
  const cookie = await signedIn('operator');
  for (const path of ['/api/nothing', '/etc/passwd', '/app.js']) {
    const { status, json } = await request(path, { cookie });
    expect([status, json]).toEqual([404, { problem: `there is nothing at ${path}` }]);
  }
});

test('before there is anything to see it is told why', async () => {
  const { request, signedIn } = consoleApp({ whyNot: 'no broker answers' });
  expect((await request('/api/flow')).status).toBe(401);
  const { status, json } = await request('/api/flow', { cookie: await signedIn('viewer') });
  expect([status, json]).toEqual([503, { problem: 'no broker answers' }]);
});

describe('a request is refused', () => {
  const deed = { method: 'POST', body: { query: {} } };

  test.each<[string, Record<string, string | undefined>, number]>([
    ['from another site', { origin: 'https://evil.example' }, 403],
    ['that the browser says to come from another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['as a form sends it', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['as a form sends text', { 'content-type': 'text/plain' }, 415],
    ['without a host', { host: undefined }, 400],
  ])('%s, before anything is done or written down', async (_, headers, status) => {
    const { request, signedIn, desk, actions } = consoleApp();
    const cookie = await signedIn('operator');
    const answer = await request('/api/redrive/look', { ...deed, cookie, headers });
    expect([answer.status, desk.redrives.job(), actions()]).toEqual([status, null, []]);
  });

  test('by a name that leads here, where nobody signs in', async () => {
    const { request } = consoleApp({ passwords: { operator: undefined, viewer: undefined } });
    expect((await request('/api/flow')).status).toBe(200);
    const { status, text } = await request('/api/flow', { headers: { host: 'evil.example' } });
    expect(status).toBe(403);
    expect(text).not.toContain('stages');
  });

  test('that is too large, whether it says so or not', async () => {
    const { request, signedIn, deeds, desk } = consoleApp();
    const cookie = await signedIn('operator');
    const small = ['/api/sign-in', '/api/calls', '/api/redrive/send', '/api/redrive/stop'];
    const bounds = [
      ...small.map((path) => [path, 4_096] as const),
      ['/api/redrive/look', 1_048_576] as const,
    ];
    expect(deeds.map(({ path }) => path).filter((path) => bounds.every(([known]) => known !== path))).toEqual(
      ['/api/redrive/edit'],
    );
    for (const [path, most] of bounds)
      for (const length of [undefined, String(most + 1)]) {
        const sent = { method: 'POST', body: ' '.repeat(most + 1), headers: { 'content-length': length } };
        const { status, json } = await request(path, { ...sent, cookie });
        expect([path, status, json]).toEqual([path, 413, { problem: 'the request is too large' }]);
      }
    expect(desk.redrives.job()).toBeNull();
  });

  test('before its body is read, by whoever may not send it', async () => {
    const { app, signedIn } = consoleApp();
    for (const [cookie, status] of [
      ['', 401],
      [await signedIn('viewer'), 403],
    ] as const) {
      let pulled = 0;
      const body = new ReadableStream<Uint8Array>(
        {
          pull(stream) {
            pulled += 1;
            stream.enqueue(new Uint8Array(1_024));
          },
        },
        { highWaterMark: 0 },
      );
      const headers = { host: 'localhost:9021', 'content-type': 'application/json', cookie };
      const sent = { method: 'POST', headers, body, duplex: 'half' };
      expect([(await app.request('/api/redrive/edit', sent)).status, pulled]).toEqual([status, 0]);
    }
  });
});

describe('a part that hangs', () => {
  const path = '/api/hangs';
  function hanging() {
    const end = Promise.withResolvers<object>();
    const view = { path, asks: 'Kafka', view: () => end.promise };
    return { end, ...consoleApp({ more: { views: [view] }, patienceMs: 20 }) };
  }

  test('is told by name, and is asked no more while too many such questions are open', async () => {
    const { request, signedIn, end, faults } = hanging();
    const cookie = await signedIn('viewer');
    const late = { problem: 'Kafka does not answer within 0.02 s: try again in a moment' };
    for (let n = 0; n < 2; n += 1) {
      const { status, json } = await request(path, { cookie });
      expect([status, json]).toEqual([503, late]);
    }
    const refused = { problem: 'Kafka does not answer: 2 questions have no answer yet' };
    expect((await request(path, { cookie })).json).toEqual(refused);
    expect((await request('/api/topics', { cookie })).status).toBe(200);
    end.resolve({ is: 'there' });
    await new Promise((resolve) => setImmediate(resolve));
    expect(await request(path, { cookie })).toMatchObject({ status: 200, json: { is: 'there' } });
    expect(faults).toEqual([]);
  });

  test('takes no line for the list of actions, and nothing is done', async () => {
    const { request, signedIn, desk } = hanging();
    const cookie = await signedIn('operator');
    desk.actions.write = () => new Promise(() => undefined);
    const { status, json } = await request('/api/redrive/look', {
      method: 'POST',
      body: { query: {} },
      cookie,
    });
    expect([status, json]).toEqual([
      503,
      {
        problem:
          'Kafka did not take the line for the list of actions within 0.02 s, so nothing was done: try again in a moment',
      },
    ]);
    expect(desk.redrives.job()).toBeNull();
  });
});

describe('an error', () => {
  test.each<[string, Error, number]>([
    ['of the question', new QueryError('hours must be one of 1, 24'), 400],
    ['of Kafka', new KafkaError('no broker answers', 'GONE', true), 503],
    ['of the warehouse', new WarehouseError('reading: gone', 'GONE', true), 503],
    ['of the store', new StoreError('gone', 'GONE', true), 503],
    ['of topics that are not as they must be', new Stop('create it with "npm run setup"'), 503],
  ])('%s is told in its words, and is no fault', async (_, error, status) => {
    const { answer, faults } = await failing(error);
    expect([answer.status, answer.json, faults]).toEqual([status, { problem: error.message }, []]);
  });

  test('that is a fault of ours is told to the log, and nothing of it to whoever asked', async () => {
    const error = new TypeError('Cannot read +12125551234 of undefined');
    const { answer, faults } = await failing(error);
    expect([answer.status, answer.json]).toEqual([
      500,
      { problem: 'the console failed at this: its log says why' },
    ]);
    expect(faults).toEqual([['/api/fails', error]]);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });
});

test('nobody sees or does anything without a session', async () => {
  const { request, views, deeds, actions } = consoleApp();
  const refused = { problem: 'Sign in first' };
  for (const { path } of [...views, ...deeds])
    for (const method of ['GET', 'POST']) {
      const { status, json } = await request(pathOf(path), { method, cookie: 'cdr_session=made-up' });
      expect([method, path, status, json]).toEqual([method, path, 401, refused]);
    }
  expect(actions()).toEqual([]);
});
