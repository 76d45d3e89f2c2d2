import { useState } from 'preact/hooks';
import type { MaskedView } from '../server/use-view.ts';
import { useSession } from '../session/session.ts';

/** Shows names and numbers to an operator, and says to a viewer why they are not shown. */
export function RevealButton({ of }: { of: MaskedView<unknown> }) {
  const { role } = useSession();
  const [asking, setAsking] = useState(false);
  if (role !== 'operator') return <span class="masked-note">Names and numbers are masked.</span>;
  if (!of.masked) return <button onClick={of.mask}>Mask again</button>;

  async function reveal(): Promise<void> {
    setAsking(true);
    await of.reveal();
    setAsking(false);
  }
  return (
    <>
      {of.revealTrouble && (
        <span class="bad" role="alert">
          {of.revealTrouble.problem}
        </span>
      )}
      <button
        onClick={() => void reveal()}
        disabled={asking || of.view === null}
        title="The list of actions will say that you did."
      >
        Reveal names and numbers
      </button>
    </>
  );
}
