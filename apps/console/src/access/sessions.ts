import { randomBytes } from 'node:crypto';
import type { Role } from '../api.ts';

/** Somebody who signed in. */
export interface Session {
  role: Role;
  /** As they call themselves; all of a role have one password. */
  name: string;
}

/** Those who are signed in; a restart signs everybody out. */
export interface Sessions {
  /** The token that the browser keeps. */
  begin(session: Session): string;
  find(token: string | undefined): Session | null;
  end(token: string | undefined): void;
}

/** A working day. */
export const sessionMs = 10 * 3_600_000;
// Of each role: whoever has the viewers' password must not sign operators out with it.
const mostSessions = 1_000;

/** Nobody yet; `now` is in ms. */
export function createSessions(now: () => number): Sessions {
  const sessions = new Map<string, Session & { until: number }>();

  return {
    begin(session) {
      const ofRole = [...sessions].filter(([, { role }]) => role === session.role);
      if (ofRole.length >= mostSessions) sessions.delete(ofRole[0]![0]);
      const token = randomBytes(32).toString('base64url');
      sessions.set(token, { ...session, until: now() + sessionMs });
      return token;
    },
    find(token = '') {
      const session = sessions.get(token);
      if (session === undefined) return null;
      if (session.until > now()) return { role: session.role, name: session.name };
      sessions.delete(token);
      return null;
    },
    end: (token = '') => void sessions.delete(token),
  };
}
