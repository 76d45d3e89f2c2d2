import type { Role, SessionView } from '../api.ts';
import { createSessions, type Session } from './sessions.ts';
import { createSignInLimit, type Passwords, roleOf } from './sign-in.ts';

/** Who comes in, and as whom. */
export interface Gate {
  readonly needsSignIn: boolean;
  /** Who a token stands for; null for nobody. */
  session(token: string | undefined): Session | null;
  view(session: Session): SessionView;
  /** A token, or why there is none. */
  signIn(given: {
    name: string;
    password: string;
    address: string;
  }): { token: string; session: Session } | Refusal;
  signOut(token: string | undefined): void;
}

/** Why somebody does not come in, with the status. */
export interface Refusal {
  status: 401 | 429;
  problem: string;
}

// On a machine of one's own: whoever reaches the console can reach Kafka as well.
const owner: Session = { role: 'operator', name: 'local' };

/** A gate that asks for passwords, if there are any; `now` is in ms. */
export function createGate(passwords: Passwords, now: () => number): Gate {
  const needsSignIn = Object.values(passwords).some((password) => password !== undefined);
  const sessions = createSessions(now);
  const limit = createSignInLimit(now);

  return {
    needsSignIn,
    session: (token) => (needsSignIn ? sessions.find(token) : owner),
    view: ({ role, name }) => ({ role, name, signedIn: needsSignIn }),
    signIn({ name, password, address }) {
      if (!limit.mayTry(address))
        return { status: 429, problem: 'Too many wrong passwords from this address: wait a minute' };
      const role: Role | null = roleOf(passwords, password);
      if (role === null) {
        limit.failed(address);
        return { status: 401, problem: 'This is not the password' };
      }
      const session = { role, name };
      return { token: sessions.begin(session), session };
    },
    signOut: (token) => sessions.end(token),
  };
}
