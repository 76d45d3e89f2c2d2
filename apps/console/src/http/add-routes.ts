import type { Context, Hono } from 'hono';
import type { ActionList } from '../actions/action-list.ts';
import { maskLongNumbers, maskNumber } from '../letters/mask.ts';
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
  for (const { path, personal, looksThrough, view } of views) {
    app.get(path, async (c) => {
      const { role, name: by } = c.get('session');
      const params = paramsOf(c);
      const mayLookThrough = role === 'operator';
      if (mayLookThrough && looksThrough?.(params))
        await actions.write({ by, role, action: 'looks records through', what: whatOf(c), note: '' });
      return answer(c, await view({ params, eyes: { masked: true }, mayLookThrough }));
    });
    if (!personal) continue;
    app.post(path, async (c) => {
      const { role, name: by } = c.get('session');
      if (role !== 'operator') return c.json({ problem: 'Only operators may reveal names and numbers' }, 403);
      await actions.write({ by, role, action: 'reveals names and numbers', what: whatOf(c), note: '' });
      const params = paramsOf(c);
      return answer(c, await view({ params, eyes: { masked: false }, mayLookThrough: true }));
    });
  }
}

/** Deeds by POST, for operators, written down first. */
export function addDeeds(app: Hono<RequestState>, { deeds, actions }: ApiParts): void {
  for (const { path, body: schema, check, action, what, note, deed } of deeds) {
    app.post(path, async (c) => {
      const session = c.get('session');
      const { role, name: by } = session;
      if (role !== 'operator') return c.json({ problem: 'Only operators may do this' }, 403);
      const body = readBody<never>(schema, await c.req.text());
      check?.(body);
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

// What was asked for may be somebody's number, or part of a record; what no view reads may be anything.
const written: Record<string, (value: string) => string> = {
  ...Object.fromEntries(
    ['topic', 'partition', 'offset', 'time', 'hours', 'call', 'row', 'reason', 'stage'].map((name) => [
      name,
      (value: string) => value,
    ]),
  ),
  field: maskLongNumbers,
  rule: maskLongNumbers,
  number: maskNumber,
  value: () => '(a value)',
  text: () => '(a text)',
};

function whatOf(c: Context): string {
  const asked = Object.entries(paramsOf(c))
    .filter(([name]) => Object.hasOwn(written, name))
    .map(([name, value]) => `${name}=${written[name]!(value.slice(0, longestWritten))}`);
  return [c.req.routePath, ...asked].join(' ');
}

const longestWritten = 100;
