import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { SessionView } from '../../api.ts';
import { Notice } from '../parts/notice.tsx';
import { signedOut, tell } from '../server/ask.ts';
import { usePolled } from '../server/use-polled.ts';
import { SessionContext } from './session.ts';
import { SignIn } from './sign-in.tsx';

const knocksAgainMs = 5_000;

/** Shows what is behind it to whoever is signed in, and asks others for their password. */
export function SessionGate({ children }: { children: ComponentChildren }) {
  const session = useLastingSession();
  useEffect(() => {
    addEventListener(signedOut, session.again);
    return () => removeEventListener(signedOut, session.again);
  }, []);

  async function signOut(): Promise<void> {
    await tell('/api/sign-out');
    session.again();
  }

  if (session.trouble?.status === 401) return <SignIn onSignedIn={session.again} />;
  if (session.view)
    return <SessionContext.Provider value={{ ...session.view, signOut }}>{children}</SessionContext.Provider>;
  return (
    <main class="gate">
      {session.trouble && (
        <Notice tone="bad" title={session.trouble.problem}>
          <p>This page asks again every few seconds.</p>
        </Notice>
      )}
    </main>
  );
}

// Asked once; again and again only while the console is away.
function useLastingSession() {
  const once = usePolled<SessionView>('/api/session', null);
  const away = once.trouble !== null && once.trouble.status !== 401;
  useEffect(() => {
    if (!away) return;
    const timer = setInterval(once.again, knocksAgainMs);
    return () => clearInterval(timer);
  }, [away]);
  return once;
}
