import { describe, expect, test } from '@jest/globals';
import { topics } from '../memory-kafka.fixture.ts';
import { consoleApp, pathOf } from './app.fixture.ts';

describe('a viewer', () => {
  test('may look at all that there is', async () => {
    const { request, signedIn, views } = consoleApp();
    const cookie = await signedIn('viewer');
    for (const { path } of views) {
      const { status } = await request(pathOf(path), { cookie });
      expect([path, [401, 403].includes(status)]).toEqual([path, false]);
    }
  });

  test('may reveal nothing, do nothing, and leaves no line', async () => {
    const { request, signedIn, views, deeds, actions, desk } = consoleApp();
    const cookie = await signedIn('viewer');
    for (const { path } of [...views, ...deeds]) {
      const { status } = await request(pathOf(path), { method: 'POST', cookie });
      const isThere =
        deeds.some((deed) => deed.path === path) || views.some((view) => view.path === path && view.personal);
      expect([path, status]).toEqual([path, isThere ? 403 : 404]);
    }
    expect([actions(), desk.redrives.job()]).toEqual([[], null]);
  });
});

describe('an operator', () => {
  test('may look at all that there is, and reveal what is about persons', async () => {
    const { request, signedIn, views } = consoleApp();
    const cookie = await signedIn('operator');
    for (const { path, personal } of views)
      for (const method of personal ? ['GET', 'POST'] : ['GET']) {
        const { status } = await request(pathOf(path), { method, cookie });
        expect([method, path, [401, 403].includes(status)]).toEqual([method, path, false]);
      }
  });

  test('may do all that there is to do', async () => {
    const { request, signedIn, deeds } = consoleApp();
    const cookie = await signedIn('operator');
    for (const { path } of deeds) {
      const { status, json } = await request(path, { method: 'POST', cookie });
      expect([path, status, json]).toEqual([
        path,
        400,
        { problem: expect.stringContaining('must have required property') },
      ]);
    }
  });
});

/** A console whose raw has one record, and an operator. */
async function withRecord() {
  const console = consoleApp();
  console.log('raw').append([{ key: '+12125551234', value: '{"caller_name":"Ada"}' }]);
  const cookie = await console.signedIn('operator');
  const path = `/api/topics/${topics.raw}/records`;
  return {
    ...console,
    cookie,
    path,
    reveal: (query = '') => console.request(path + query, { method: 'POST', cookie }),
  };
}

describe('names and numbers', () => {
  test('are covered for whoever looks, and leave no line', async () => {
    const { request, path, cookie, actions } = await withRecord();
    const { text } = await request(path, { cookie });
    expect(text).not.toMatch(/Ada|1255512/);
    expect(actions()).toEqual([]);
  });

  test('are revealed once it is written down who did it', async () => {
    const { reveal, actions } = await withRecord();
    const { status, text } = await reveal('?partition=0');
    expect([status, text.includes('Ada'), text.includes('+12125551234')]).toEqual([200, true, true]);
    expect(actions()).toMatchObject([
      {
        by: 'ann',
        role: 'operator',
        action: 'reveals names and numbers',
        what: `/api/topics/:topic/records partition=0 topic=${topics.raw}`,
        note: '',
      },
    ]);
  });

  test('are not revealed, nor looked for, where that cannot be written down', async () => {
    const { reveal, trouble, asked } = await withRecord();
    trouble.fails = ({ what }) => what === 'produce';
    const before = asked.length;
    const { status, text } = await reveal();
    expect([status, text.includes('Ada')]).toEqual([503, false]);
    expect(asked.slice(before).filter(({ what }) => what === 'fetch')).toEqual([]);
  });

  test.each([
    ['/api/trace', '?number=%2B12125551234', '/api/trace number=+•••••••••34'],
    [`/api/topics/${topics.raw}/records`, '?field=caller_name&value=Ada', `value=(a value)`],
    [`/api/topics/${topics.raw}/records`, '?text=Ada', `text=(a text)`],
  ])('that were asked for are not in the list: %s%s', async (path, query, what) => {
    const { request, cookie, actions } = await withRecord();
    await request(path + query, { method: 'POST', cookie });
    expect(actions()).toHaveLength(1);
    expect(actions()[0]!.what).toContain(what);
    expect(actions()[0]!.what).not.toMatch(/Ada|1255512/);
  });
});

describe('a deed', () => {
  test('is written down and then done, by whoever signed in', async () => {
    const { request, signedIn, actions, desk } = consoleApp();
    const body = { query: { reason: 'quality' } };
    const { status, json } = await request('/api/redrive/look', {
      method: 'POST',
      body,
      cookie: await signedIn('operator'),
    });
    expect([status, json]).toMatchObject([200, { id: 1, by: 'ann' }]);
    expect(actions()).toMatchObject([
      { by: 'ann', action: 'looked what to send back', what: '{"reason":"quality"}' },
    ]);
    await desk.redrives.close();
  });

  test('is not done where it cannot be written down', async () => {
    const { request, signedIn, trouble, desk } = consoleApp();
    trouble.fails = ({ what }) => what === 'produce';
    const cookie = await signedIn('operator');
    const { status } = await request('/api/redrive/look', { method: 'POST', body: { query: {} }, cookie });
    expect([status, desk.redrives.job()]).toEqual([503, null]);
  });
});

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
  'a parameter by the name of %s is one that no view reads',
  async (name) => {
    const { request, cookie, faults, actions } = await withRecord();
    for (const path of ['/api/quality', `/api/topics/${topics.raw}/records`]) {
      const sent = { method: 'POST', cookie };
      const named = await request(`${path}?${name}=1`, sent);
      expect([path, named.status]).toEqual([path, (await request(path, sent)).status]);
    }
    expect([
      faults,
      actions()
        .map(({ what }) => what)
        .filter((what) => what.includes(name)),
    ]).toEqual([[], []]);
  },
);

test('of a parameter that stands twice the first counts, and the path before what is behind it', async () => {
  const seen: object[] = [];
  function show({ params }: { params: object }): object {
    seen.push(params);
    return {};
  }
  const view = { path: '/api/of/:name', view: show };
  const { request, signedIn } = consoleApp({ more: { views: [view] } });
  await request('/api/of/path?name=query&a=1&a=2', { cookie: await signedIn('viewer') });
  expect(seen).toEqual([{ name: 'path', a: '1' }]);
});

test('a view of what is not there is told so', async () => {
  const { request, signedIn } = consoleApp();
  const { status, json } = await request('/api/loads/b9', { cookie: await signedIn('viewer') });
  expect([status, json]).toEqual([404, { problem: 'there is no such thing here' }]);
});
