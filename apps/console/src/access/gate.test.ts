import { describe, expect, test } from '@jest/globals';
import { createGate } from './gate.ts';
import type { Passwords } from './sign-in.ts';

const both: Passwords = { operator: 'open sesame', viewer: 'look' };

function gateWith(passwords: Passwords) {
  const clock = { now: 0 };
  const gate = createGate(passwords, () => clock.now);
  const signIn = (password: string, address = 'a') => gate.signIn({ name: 'ann', password, address });
  return { gate, clock, signIn };
}

test.each<[string, Passwords, boolean]>([
  ['two passwords', both, true],
  ['one for operators', { ...both, viewer: undefined }, true],
  ['one for viewers', { ...both, operator: undefined }, true],
  ['none', { operator: undefined, viewer: undefined }, false],
])('with %s people sign in: %j', (_, passwords, needsSignIn) => {
  const { gate } = gateWith(passwords);
  expect(gate.needsSignIn).toBe(needsSignIn);
  expect(gate.session(undefined)).toEqual(needsSignIn ? null : { role: 'operator', name: 'local' });
});

describe('whoever signs in', () => {
  test('comes in as the role of their password, by the token that they get, until they sign out', () => {
    const { gate, signIn } = gateWith(both);
    const came = signIn('look') as { token: string };
    expect(gate.session(came.token)).toEqual({ role: 'viewer', name: 'ann' });
    gate.signOut(came.token);
    expect(gate.session(came.token)).toBeNull();
  });

  test('with a wrong password does not, and after ten of them not with the right one either', () => {
    const { clock, signIn } = gateWith(both);
    for (let n = 0; n < 10; n += 1) expect(signIn('x')).toMatchObject({ status: 401 });
    expect([signIn('look'), signIn('look', 'b')]).toMatchObject([
      { status: 429 },
      { session: { role: 'viewer' } },
    ]);
    clock.now = 60_000;
    expect(signIn('look')).toMatchObject({ session: { role: 'viewer' } });
  });

  test('with the right one is never kept waiting for it', () => {
    const { signIn } = gateWith(both);
    for (let n = 0; n < 50; n += 1) expect(signIn('look')).toHaveProperty('token');
  });
});
