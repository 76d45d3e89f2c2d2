import { describe, expect, test } from '@jest/globals';
import { sessionMs } from '../access/sessions.ts';
import { consoleApp } from './app.fixture.ts';

const signIn = (password: string, more: object = {}) => ({
  method: 'POST',
  body: { name: 'ann', password },
  ...more,
});

describe('whoever signs in', () => {
  test('is known by a cookie that no script reads and no other site sends', async () => {
    const { request } = consoleApp();
    const { status, json, headers } = await request('/api/sign-in', signIn('open sesame'));
    expect([status, json]).toEqual([200, { role: 'operator', name: 'ann', signedIn: true }]);
    expect(headers.get('set-cookie')).toMatch(
      /^cdr_session=[\w-]{43}; Max-Age=36000; Path=\/; HttpOnly; SameSite=Strict$/,
    );
  });

  test('behind a proxy with TLS gets a cookie for TLS only', async () => {
    const { request } = consoleApp();
    const { headers } = await request(
      '/api/sign-in',
      signIn('look', { headers: { 'x-forwarded-proto': 'https' } }),
    );
    expect(headers.get('set-cookie')).toContain('; Secure');
  });

  test('is told who they are, until they sign out', async () => {
    const { request, signedIn } = consoleApp();
    const cookie = await signedIn('viewer');
    expect((await request('/api/session', { cookie })).json).toEqual({
      role: 'viewer',
      name: 'vic',
      signedIn: true,
    });
    const { headers } = await request('/api/sign-out', { method: 'POST', cookie });
    expect(headers.get('set-cookie')).toMatch(/^cdr_session=; Max-Age=0; Path=\//);
    expect((await request('/api/session', { cookie })).status).toBe(401);
    expect((await request('/api/flow', { cookie })).status).toBe(401);
  });

  test('is asked again when the day is over', async () => {
    const { request, signedIn, clock } = consoleApp();
    const cookie = await signedIn('viewer');
    clock.now = sessionMs;
    expect((await request('/api/flow', { cookie })).status).toBe(401);
  });
});

describe('a wrong password', () => {
  test('opens nothing', async () => {
    const { status, json, headers } = await consoleApp().request('/api/sign-in', signIn('x'));
    expect([status, json, headers.get('set-cookie')]).toEqual([
      401,
      { problem: 'This is not the password' },
      null,
    ]);
  });

  test('may be given ten times a minute from an address, and then not even the right one', async () => {
    const { request, clock } = consoleApp();
    for (let n = 0; n < 10; n += 1) expect((await request('/api/sign-in', signIn('x'))).status).toBe(401);
    expect((await request('/api/sign-in', signIn('look'))).status).toBe(429);
    expect((await request('/api/sign-in', signIn('look', { address: '10.0.0.2' }))).status).toBe(200);
    clock.now = 60_000;
    expect((await request('/api/sign-in', signIn('look'))).status).toBe(200);
  });
});

describe('to sign in is refused', () => {
  test.each<[string, unknown]>([
    ['without a name', { password: 'look' }],
    ['with a name that begins with a space', { name: ' ann', password: 'look' }],
    ['with a name of two lines', { name: 'ann\nbob', password: 'look' }],
    ['with a name that turns the text around', { name: 'ann\u202Ebob', password: 'look' }],
    ['with a name that has what nobody sees', { name: 'ann\u200B', password: 'look' }],
    ['with a name that commands a terminal', { name: 'a\u001B[2Jb', password: 'look' }],
    ['with a name without end', { name: 'x'.repeat(41), password: 'look' }],
    ['without a password', { name: 'ann' }],
    ['with a password without end', { name: 'ann', password: 'x'.repeat(1_001) }],
    ['with more than that', { name: 'ann', password: 'look', role: 'operator' }],
    ['with what is no JSON', 'look'],
  ])('%s', async (_, body) => {
    const { status, headers } = await consoleApp().request('/api/sign-in', { method: 'POST', body });
    expect([status, headers.get('set-cookie')]).toEqual([400, null]);
  });

  test('from another site', async () => {
    const headers = { origin: 'https://evil.example' };
    expect((await consoleApp().request('/api/sign-in', signIn('look', { headers }))).status).toBe(403);
  });
});

test('on a machine of one’s own nobody signs in, and may do all', async () => {
  const { request } = consoleApp({ passwords: { operator: undefined, viewer: undefined } });
  expect((await request('/api/session')).json).toEqual({ role: 'operator', name: 'local', signedIn: false });
});
