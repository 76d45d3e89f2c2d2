import { useState } from 'preact/hooks';
import type { LetterView } from '../../api.ts';
import { useFocusAfter } from '../parts/use-focus-after.ts';
import { useRedrive } from '../redrive/use-redrive.ts';
import type { MaskedView } from '../server/use-view.ts';
import { useSession } from '../session/session.ts';
import { EditForm } from './edit-form.tsx';
import { EditState } from './edit-state.tsx';

interface EditLetterParts {
  letter: LetterView;
  of: MaskedView<LetterView>;
}

/** Mends one record and sends it back. Operators only, as the text that is edited is the revealed one. */
export function EditLetter(parts: EditLetterParts) {
  if (useSession().role !== 'operator') return null;
  return <EditSteps {...parts} />;
}

function EditSteps({ letter, of }: EditLetterParts) {
  const [editing, setEditing] = useState(false);
  // Kept here, so that an edit is not lost when it could not be sent.
  const [draft, setDraft] = useState<string | null>(null);
  const [sentId, setSentId] = useState<number | null>(null);
  const redrive = useRedrive({ live: sentId !== null });
  const isForm = sentId === null && editing && !of.masked;
  const section = useFocusAfter<HTMLElement>(isForm ? 'form' : String(sentId), !isForm);

  async function begin(): Promise<void> {
    if (of.masked) await of.reveal();
    setEditing(true);
  }
  return (
    <section ref={section} tabIndex={-1} class="section edit-letter" aria-label="Edit and send again">
      <h2>Edit and send again</h2>
      {sentId !== null ? (
        <EditState redrive={redrive} id={sentId} onBack={() => setSentId(null)} />
      ) : isForm ? (
        <EditForm
          letter={letter}
          redrive={redrive}
          text={draft ?? letter.value.text}
          onText={setDraft}
          onSent={setSentId}
          onClose={() => setEditing(false)}
        />
      ) : (
        <BeginEdit letter={letter} masked={of.masked} onBegin={() => void begin()} />
      )}
    </section>
  );
}

interface BeginEditParts {
  letter: LetterView;
  masked: boolean;
  onBegin: () => void;
}

function BeginEdit({ letter, masked, onBegin }: BeginEditParts) {
  if (letter.row.sentBack !== null)
    return (
      <p class="says">
        A record that was sent back is not sent again. If it was refused again, mend its new letter.
      </p>
    );
  return (
    <p class="doings">
      <button onClick={onBegin}>{masked ? 'Reveal and edit' : 'Edit'}</button>
      <span class="says">Raw gets a new record with the same key; this letter stays as it is.</span>
    </p>
  );
}
