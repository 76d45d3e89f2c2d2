import { describe, expect, test } from '@jest/globals';
import { judgeRequest, type RequestFacts } from './judge-request.ts';
import { createSessions, sessionMs } from './sessions.ts';
import { createSignInLimit, roleOf } from './sign-in.ts';

const own: RequestFacts = {
  method: 'POST',
  host: 'localhost:9021',
  origin: 'http://localhost:9021',
  site: 'same-origin',
  contentType: 'application/json',
};

describe('a request', () => {
  test.each<[string, Partial<RequestFacts>, boolean, number | null]>([
    ['of the page itself is taken', {}, false, null],
    ['of a program that is no browser is taken', { origin: undefined, site: undefined }, true, null],
    [
      'by the address of this machine is taken',
      { host: '127.0.0.1:9021', origin: 'http://127.0.0.1:9021' },
      false,
      null,
    ],
    ['by IPv6 is taken', { host: '[::1]:9021', origin: 'http://[::1]:9021' }, false, null],
    ['of another site is refused', { origin: 'https://evil.example', site: 'cross-site' }, true, 403],
    [
      'of another port of this machine is refused',
      { origin: 'http://localhost:1', site: 'same-site' },
      true,
      403,
    ],
    ['of an opaque origin is refused', { origin: 'null' }, true, 403],
    ['as a form sends it is refused', { contentType: 'application/x-www-form-urlencoded' }, true, 415],
    ['without a type is refused', { contentType: undefined }, true, 415],
    [
      'by a name that leads here is refused where nobody signs in',
      { method: 'GET', host: 'evil.example:9021' },
      false,
      403,
    ],
    ['by a name is taken where people sign in', { method: 'GET', host: 'console.example' }, true, null],
    ['without a host is refused', { host: undefined }, true, 400],
    [
      'to look from another site is answered, and cannot be read there',
      { method: 'GET', site: 'cross-site' },
      true,
      null,
    ],
  ])('%s', (_, change, needsSignIn, status) => {
    expect(judgeRequest({ ...own, ...change }, needsSignIn)?.status ?? null).toBe(status);
  });
});

describe('a password', () => {
  const passwords = { operator: 'open sesame', viewer: 'look' };
  test.each([
    ['open sesame', 'operator'],
    ['look', 'viewer'],
    ['Look', null],
    ['', null],
  ])('%j signs in as %s', (given, role) => expect(roleOf(passwords, given)).toBe(role));

  test('a role without one cannot be signed in to', () => {
    expect(roleOf({ operator: 'x', viewer: undefined }, '')).toBeNull();
    expect(roleOf({ operator: 'x', viewer: '' }, '')).toBeNull();
  });

  test('that is wrong too often must wait a minute, others need not', () => {
    const clock = { now: 0 };
    const limit = createSignInLimit(() => clock.now);
    for (let n = 0; n < 10; n += 1) limit.failed('a');
    expect([limit.mayTry('a'), limit.mayTry('b')]).toEqual([false, true]);
    clock.now = 60_000;
    expect(limit.mayTry('a')).toBe(true);
  });
});

test('a session is known by its token until it ends, is ended, or the day is over', () => {
  const clock = { now: 0 };
  const sessions = createSessions(() => clock.now);
  const session = { role: 'viewer', name: 'ann' } as const;
  const [first, second] = [sessions.begin(session), sessions.begin(session)];
  expect(first).not.toBe(second);
  expect(sessions.find(first)).toEqual(session);
  expect([sessions.find(undefined), sessions.find('x')]).toEqual([null, null]);
  sessions.end(first);
  expect(sessions.find(first)).toBeNull();
  clock.now = sessionMs;
  expect(sessions.find(second)).toBeNull();
});

test('a thousand of a role are signed in at most: one more signs the first of them out, and nobody of another', () => {
  const sessions = createSessions(() => 0);
  const operator = sessions.begin({ role: 'operator', name: 'eve' });
  const tokens = Array.from({ length: 1_000 }, () => sessions.begin({ role: 'viewer', name: 'ann' }));
  expect(sessions.find(tokens[0])).not.toBeNull();
  sessions.begin({ role: 'viewer', name: 'bob' });
  expect([sessions.find(tokens[0]), sessions.find(tokens[1])]).toEqual([
    null,
    { role: 'viewer', name: 'ann' },
  ]);
  expect(sessions.find(operator)).not.toBeNull();
});
