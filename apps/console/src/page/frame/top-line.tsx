import { useSession } from '../session/session.ts';
import { clock } from '../show/format.ts';
import { ThemeChoice } from './theme-choice.tsx';
import { useNow } from './use-now.ts';

/** Which console this is, what time it is in the times shown, and who looks. */
export function TopLine() {
  const { name, role, signedIn, signOut } = useSession();
  return (
    <header class="top-line">
      <span class="product">Call records</span>
      <Clock />
      <ThemeChoice />
      <span class="who">
        {name}, {role}
      </span>
      {signedIn && (
        <button class="plain" onClick={() => void signOut()}>
          Sign out
        </button>
      )}
    </header>
  );
}

function Clock() {
  return <span class="clock">{clock(useNow())} UTC</span>;
}
