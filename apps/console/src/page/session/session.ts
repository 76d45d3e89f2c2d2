import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { SessionView } from '../../api.ts';

export interface Session extends SessionView {
  signOut: () => Promise<void>;
}

/** Given by the gate: below it there is always one. */
export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  return useContext(SessionContext)!;
}
