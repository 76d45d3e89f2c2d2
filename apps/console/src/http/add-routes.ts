import type { Context, Hono } from 'hono';
import type { ActionList } from '../actions/action-list.ts';
import { maskNumber } from '../letters/mask.ts';
import { readBody } from './read-body.ts';
import type { DeedRoute, RequestState, ViewRoute } from './request.ts';

/** What is there to see and to do, and where it is written down. */
export interface ApiParts {
  views: readonly ViewRoute[];
  deeds: readonly DeedRoute[];
  actions: Pick<ActionList, 'write'>;
}

/** Views by GET, masked; those with names and numbers also by POST, revealed to operators and written down first. */
export function addViews(app: Hono<RequestState>, { views, actions }: ApiParts): void {
  for (const { path, personal, view } of views) {
    app.get(path, async (c) => answer(c, await view({ params: paramsOf(c), eyes: { masked: true } })));
    if (!personal) continue;
    app.post(path, async (c) => {
      const { role, name: by } = c.get('session');
      if (role !== 'operator') return c.json({ problem: 'Only operators may reveal names and numbers' }, 403);
      await actions.write({ by, role, action: 'reveals names and numbers', what: whatOf(c), note: '' });
      return answer(c, await view({ params: paramsOf(c), eyes: { masked: false } }));
    });
  }
}

/** Deeds by POST, for operators, written down first. */
export function addDeeds(app: Hono<RequestState>, { deeds, actions }: ApiParts): void {
  for (const { path, body: schema, action, what, note, deed } of deeds) {
    app.post(path, async (c) => {
      const session = c.get('session');
      const { role, name: by } = session;
      if (role !== 'operator') return c.json({ problem: 'Only operators may do this' }, 403);
      const body = readBody<never>(schema, await c.req.text());
      await actions.write({ by, role, action, what: what(body), note: note?.(body) ?? '' });
      return c.json(deed(body, session) as object);
    });
  }
}

function answer(c: Context, view: unknown) {
  return view === null ? c.json({ problem: 'there is no such thing here' }, 404) : c.json(view as object);
}

function paramsOf(c: Context): Record<string, string> {
  return { ...c.req.query(), ...c.req.param() };
}

// What was asked for may be somebody's number, or part of a record.
const covering: Record<string, (value: string) => string> = {
  number: maskNumber,
  value: () => '(a value)',
  text: () => '(a text)',
};

function whatOf(c: Context): string {
  const asked = Object.entries(paramsOf(c)).map(
    ([name, value]) => `${name}=${covering[name]?.(value) ?? value}`,
  );
  return [c.req.routePath, ...asked].join(' ');
}
