import type { Context, Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Gate } from '../access/gate.ts';
import { sessionMs } from '../access/sessions.ts';
import { limitBody, smallBody } from './limit-body.ts';
import { readBody } from './read-body.ts';
import type { RequestState } from './request.ts';

const cookie = 'cdr_session';
const cookieOptions = { path: '/', httpOnly: true, sameSite: 'Strict' } as const;

const signInBody = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'password'],
  properties: {
    // What others read in the list of actions: nothing in it may be unseen, or turn what follows around.
    name: { type: 'string', pattern: `^(?!.*\\p{C})\\S(.{0,38}\\S)?$` },
    password: { type: 'string', maxLength: 1_000 },
  },
};

/** The token that the browser sent. */
export function tokenOf(c: Context): string | undefined {
  return getCookie(c, cookie);
}

/** Signing in and out, and who one is. */
export function addSession(app: Hono<RequestState>, gate: Gate, addressOf: (c: Context) => string): void {
  app.get('/api/session', (c) => {
    const session = gate.session(tokenOf(c));
    return session === null ? c.json({ problem: 'Sign in first' }, 401) : c.json(gate.view(session));
  });

  app.post('/api/sign-in', limitBody(smallBody), async (c) => {
    const { name, password } = readBody<{ name: string; password: string }>(signInBody, await c.req.text());
    const came = gate.signIn({ name, password, address: addressOf(c) });
    if ('problem' in came) return c.json({ problem: came.problem }, came.status);
    const secure = c.req.header('x-forwarded-proto') === 'https';
    setCookie(c, cookie, came.token, { ...cookieOptions, secure, maxAge: sessionMs / 1000 });
    return c.json(gate.view(came.session));
  });

  app.post('/api/sign-out', limitBody(smallBody), (c) => {
    gate.signOut(tokenOf(c));
    deleteCookie(c, cookie, cookieOptions);
    return c.json({});
  });
}
