import { expect, test } from '@jest/globals';
import { consoleApp } from './app.fixture.ts';

/** A console with a view that says who may look records through. */
function withSearch() {
  return consoleApp({
    more: {
      views: [
        {
          path: '/api/any',
          looksThrough: ({ text }) => Boolean(text),
          view: ({ mayLookThrough }) => ({ mayLookThrough }),
        },
      ],
    },
  });
}

test('operators look records through, and it is written down first; not what they look for', async () => {
  const { request, signedIn, actions } = withSearch();
  const cookie = await signedIn('operator');
  const { json } = await request('/api/any?text=Ada&more=%2B12025550142&partition=3', { cookie });
  expect(json).toEqual({ mayLookThrough: true });
  expect(actions()).toMatchObject([
    { by: 'ann', action: 'looks records through', what: '/api/any text=(a text) partition=3' },
  ]);
  await request('/api/any?partition=3', { cookie });
  expect(actions()).toHaveLength(1);
});

test('viewers may look through what everybody sees', async () => {
  const { request, signedIn, actions } = withSearch();
  const { json } = await request('/api/any?text=Ada', { cookie: await signedIn('viewer') });
  expect(json).toEqual({ mayLookThrough: false });
  expect(actions()).toEqual([]);
});

test('what cannot be done is not written down as if it were', async () => {
  const { request, signedIn, actions } = consoleApp();
  const cookie = await signedIn('operator');
  for (const [path, body] of [
    ['send', { id: 1, note: 'why' }],
    ['stop', { id: 1 }],
  ] as const) {
    const answer = await request(`/api/redrive/${path}`, { method: 'POST', cookie, body });
    expect(answer).toMatchObject({ status: 400, json: { problem: expect.stringContaining('look again') } });
  }
  expect(actions()).toEqual([]);
});
