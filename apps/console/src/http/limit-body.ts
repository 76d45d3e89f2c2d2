import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { RequestState } from './request.ts';

/** Of what carries nothing but a name, a password or a few words. */
export const smallBody = 4 * 1024;

/** Refuses a larger body before it is read: bytes that are on their way are kept in memory until the last one is there. */
export function limitBody(mostBytes: number): MiddlewareHandler<RequestState> {
  return bodyLimit({
    maxSize: mostBytes,
    onError: (c) => c.json({ problem: 'the request is too large' }, 413),
  });
}
