import type { Context, Hono, MiddlewareHandler } from 'hono';
import type { ActionList } from '../actions/action-list.ts';
import { inTime } from '../in-time.ts';
import { limitBody, smallBody } from './limit-body.ts';
import { createPatience, type PatienceLimits, usualPatience } from './patience.ts';
import { readBody } from './read-body.ts';
import type { Asked, DeedRoute, RequestState, ViewRoute } from './request.ts';
import { writtenParams } from './written-params.ts';

/** What is there to see and to do, and where it is written down. */
export interface ApiParts {
  views: readonly ViewRoute[];
  deeds: readonly DeedRoute[];
  actions: Pick<ActionList, 'write'>;
  /** How long requests wait for other parts; ten seconds without it. */
  patience?: PatienceLimits;
}

/** Views by GET, masked; those with names and numbers also by POST, revealed to operators and written down first. */
export function addViews(app: Hono<RequestState>, parts: ApiParts): void {
  const write = writerOf(parts);
  for (const { path, personal, asks, looksThrough, view } of parts.views) {
    const patient = createPatience(parts.patience ?? usualPatience);
    async function look(asked: Asked): Promise<unknown> {
      return asks === undefined ? view(asked) : patient(async () => view(asked), `${asks} does not answer`);
    }

    app.get(path, async (c) => {
      const { role, name: by } = c.get('session');
      const params = paramsOf(c);
      const mayLookThrough = role === 'operator';
      if (mayLookThrough && looksThrough?.(params))
        await write({ by, role, action: 'looks records through', what: whatOf(c), note: '' });
      return answer(c, await look({ params, eyes: { masked: true }, mayLookThrough }));
    });
    if (!personal) continue;
    const reveal = onlyOperators('Only operators may reveal names and numbers');
    app.post(path, reveal, limitBody(smallBody), async (c) => {
      const { role, name: by } = c.get('session');
      await write({ by, role, action: 'reveals names and numbers', what: whatOf(c), note: '' });
      const params = paramsOf(c);
      return answer(c, await look({ params, eyes: { masked: false }, mayLookThrough: true }));
    });
  }
}

/** Deeds by POST, for operators, written down first. */
export function addDeeds(app: Hono<RequestState>, parts: ApiParts): void {
  const write = writerOf(parts);
  for (const { path, body: schema, mostBytes, check, action, what, note, deed } of parts.deeds) {
    app.post(path, onlyOperators('Only operators may do this'), limitBody(mostBytes), async (c) => {
      const session = c.get('session');
      const { role, name: by } = session;
      const body = readBody<never>(schema, await c.req.text());
      check?.(body);
      await write({ by, role, action, what: what(body), note: note?.(body) ?? '' });
      return c.json(deed(body, session) as object);
    });
  }
}

// Before a body is read: of whoever may not do it nothing is taken.
function onlyOperators(problem: string): MiddlewareHandler<RequestState> {
  return async (c, next) => (c.get('session').role === 'operator' ? next() : c.json({ problem }, 403));
}

function writerOf({ actions, patience: { ms } = usualPatience }: ApiParts): ActionList['write'] {
  const problem = `Kafka did not take the line for the list of actions within ${ms / 1000} s, so nothing was done`;
  return (action) => inTime(ms, actions.write(action), `${problem}: try again in a moment`);
}

function answer(c: Context, view: unknown) {
  return view === null ? c.json({ problem: 'there is no such thing here' }, 404) : c.json(view as object);
}

function paramsOf(c: Context): Record<string, string> {
  return { ...c.req.query(), ...c.req.param() };
}

function whatOf(c: Context): string {
  return [c.req.routePath, ...writtenParams(paramsOf(c))].join(' ');
}
