import { getConnInfo } from '@hono/node-server/conninfo';
import { type Context, Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { Gate } from '../access/gate.ts';
import { judgeRequest } from '../access/judge-request.ts';
import { addDeeds, addViews, type ApiParts } from './add-routes.ts';
import { addSession, tokenOf } from './add-session.ts';
import type { PageFile } from './page-files.ts';
import { refusalOf } from './refusals.ts';
import type { RequestState } from './request.ts';

export interface AppOptions {
  gate: Gate;
  files: ReadonlyMap<string, PageFile>;
  /** What pages are made of, or why there is nothing yet. */
  api: ApiParts | { whyNot: () => string };
  /** Told of each request, by the route that answered it. */
  onAnswer: (route: string, seconds: number) => void;
  /** Told of an error that is a fault of ours. */
  onFault: (route: string, error: unknown) => void;
}

const policy = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  connectSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
};

/** The console as a web application: page, sessions, views and deeds. */
export function createApp(options: AppOptions): Hono<RequestState> {
  const { gate, files, api, onAnswer, onFault } = options;
  const app = new Hono<RequestState>();

  app.use(async (c, next) => {
    const began = performance.now();
    await next();
    onAnswer(c.req.routePath, (performance.now() - began) / 1000);
  });
  // Of a page behind TLS only its proxy knows; it says so itself.
  app.use(
    secureHeaders({
      contentSecurityPolicy: policy,
      strictTransportSecurity: false,
      referrerPolicy: 'no-referrer',
      xFrameOptions: 'DENY',
    }),
  );
  app.use(async (c, next) => {
    c.header('cache-control', 'no-store');
    const refused = judgeRequest(factsOf(c), gate.needsSignIn);
    return refused === null ? next() : c.json({ problem: refused.problem }, refused.status);
  });
  for (const [path, { body, type }] of files)
    app.get(path, (c) => c.body(new Uint8Array(body), 200, { 'content-type': type }));
  addSession(app, gate, (c) => getConnInfo(c).remote.address ?? 'unknown');

  app.use('/api/*', async (c, next) => {
    const session = gate.session(tokenOf(c));
    if (session === null) return c.json({ problem: 'Sign in first' }, 401);
    if ('whyNot' in api) return c.json({ problem: api.whyNot() }, 503);
    c.set('session', session);
    return next();
  });
  if (!('whyNot' in api)) {
    addViews(app, api);
    addDeeds(app, api);
  }

  app.notFound((c) => c.json({ problem: `there is nothing at ${c.req.path}` }, 404));
  app.onError((error, c) => {
    const refusal = refusalOf(error);
    if (refusal !== null) return c.json({ problem: refusal.problem }, refusal.status);
    onFault(c.req.routePath, error);
    return c.json({ problem: 'the console failed at this: its log says why' }, 500);
  });
  return app;
}

function factsOf(c: Context) {
  return {
    method: c.req.method,
    host: c.req.header('host'),
    origin: c.req.header('origin'),
    site: c.req.header('sec-fetch-site'),
    contentType: c.req.header('content-type'),
  };
}
