import { useEffect, useRef } from 'preact/hooks';
import type { LetterView } from '../../api.ts';
import { Field } from '../parts/field.tsx';
import { Refused } from '../redrive/refused.tsx';
import type { Redrive } from '../redrive/use-redrive.ts';
import { JsonCheck } from './json-check.tsx';
import { whereJsonStops } from './where-json-stops.ts';

interface EditFormParts {
  /** With names and numbers. */
  letter: LetterView;
  redrive: Redrive;
  /** As it is edited so far. */
  text: string;
  onText: (text: string) => void;
  onSent: (job: number) => void;
  onClose: () => void;
}

export function EditForm({ letter, redrive, text, onText, onSent, onClose }: EditFormParts) {
  const field = useRef<HTMLTextAreaElement>(null);
  const stop = whereJsonStops(text);
  useEffect(() => field.current?.focus(), []);

  async function send(form: FormData): Promise<void> {
    const { partition, rawOffset, stage } = letter.row;
    const note = String(form.get('note')).trim();
    const job = await redrive.edit({ partition, rawOffset, stage, value: text, note });
    if (job) onSent(job.id);
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send(new FormData(event.currentTarget));
      }}
    >
      {!letter.isText && (
        <p class="warn">
          Its bytes are no text: what is sent is the text below, with � where it could not be read.
        </p>
      )}
      <Field label="The record to send" full>
        <textarea
          ref={field}
          rows={10}
          spellcheck={false}
          autocomplete="off"
          value={text}
          onInput={({ currentTarget }) => onText(currentTarget.value)}
        />
      </Field>
      <JsonCheck stop={stop} field={field} />
      {stop !== null && (
        <label class="tick">
          <input type="checkbox" required /> Send it though it is no JSON: the validator will refuse it
        </label>
      )}
      <Field label="Why" hint="(goes into the list of what was sent; no names or numbers of callers)" full>
        <input name="note" required maxLength={200} pattern=".*\S.*" autocomplete="off" />
      </Field>
      <p class="doings">
        <button class="primary" disabled={redrive.asking}>
          Send this record
        </button>
        <button type="button" onClick={onClose}>
          Close
        </button>
        {text === letter.value.text && <span class="quiet">Nothing is changed yet.</span>}
        <Refused by={redrive} />
      </p>
    </form>
  );
}
