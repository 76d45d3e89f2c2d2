import { isLoopback } from './loopback.ts';

/** What a browser says of a request. */
export interface RequestFacts {
  method: string;
  /** `Host`, e.g. `localhost:9021`. */
  host: string | undefined;
  origin: string | undefined;
  /** `Sec-Fetch-Site` */
  site: string | undefined;
  contentType: string | undefined;
}

/** Why a request is refused whoever sends it, with the status; null when it is not. */
export type Refused = { status: 400 | 403 | 415; problem: string } | null;

/**
 * Keeps other sites out: one that a person visits meanwhile must not act in their name (CSRF), nor take this machine's own
 * address for its name to read what nobody needs a password for (DNS rebinding).
 */
export function judgeRequest(request: RequestFacts, needsSignIn: boolean): Refused {
  const { method, host, origin, site, contentType } = request;
  if (host === undefined) return { status: 400, problem: 'the request names no host' };
  if (!needsSignIn && !isLoopback(nameOf(host)))
    return {
      status: 403,
      problem: `without sign-in the console answers as localhost only, not as ${nameOf(host)}: set CONSOLE_OPERATOR_PASSWORD`,
    };
  if (method === 'GET' || method === 'HEAD') return null;
  const isOwn =
    (site === undefined || site === 'same-origin') && (origin === undefined || hostOf(origin) === host);
  if (!isOwn) return { status: 403, problem: 'the request comes from another site' };
  // What a form of another site can send is none of these.
  if (contentType?.split(';')[0]?.trim() !== 'application/json')
    return { status: 415, problem: 'the request must be application/json' };
  return null;
}

function nameOf(host: string): string {
  return URL.parse(`http://${host}`)?.hostname ?? host;
}

function hostOf(origin: string): string | undefined {
  return URL.parse(origin)?.host;
}
