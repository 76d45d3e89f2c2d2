import type { RedriveJob } from '../../api.ts';
import { Field } from '../parts/field.tsx';
import { useSession } from '../session/session.ts';
import { count } from '../show/format.ts';
import { plural } from '../show/plural.ts';
import type { JobParts } from './job-parts.ts';

type Found = NonNullable<RedriveJob['found']>;

/** What would be sent. Only from here can it be sent, with a note why. */
export function DryRun({ redrive, job, onClose }: JobParts) {
  const { role } = useSession();
  const { found } = job;
  return (
    <>
      {found && <Figures found={found} />}
      {role === 'operator' && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void redrive.send(job.id, String(new FormData(event.currentTarget).get('note')).trim());
          }}
        >
          {found && found.chosen > 0 && (
            <Field
              label="Why"
              hint="(goes into the list of what was sent; no names or numbers of callers)"
              full
            >
              <input name="note" required maxLength={200} pattern=".*\S.*" autocomplete="off" />
            </Field>
          )}
          <p class="doings">
            {found && found.chosen > 0 && (
              <button class="primary" disabled={redrive.asking}>
                Send {plural(found.chosen, 'record')}
              </button>
            )}
            <button type="button" onClick={onClose}>
              Send nothing
            </button>
          </p>
        </form>
      )}
    </>
  );
}

function Figures({ found }: { found: Found }) {
  return (
    <div class="dry-run">
      <dl class="sums">
        <Sum name="As asked" value={found.matched} />
        <Sum name="Sent before, and not again" value={found.sentBefore} less />
        <Sum name="Came back too often" value={found.atCeiling} less />
        <Sum name="Too large for raw" value={found.tooLarge} less />
        <Sum name="To send" value={found.toSend} />
        {found.chosen < found.toSend && <Sum name="Of these now, by your limit" value={found.chosen} />}
      </dl>
      <ul class="reason-counts" aria-label="As asked, by reason and rule">
        {found.reasons.map(({ reason, letters, rules }) => (
          <li key={reason}>
            <b>{reason}</b> {count(letters)}
            {rules.length > 0 && (
              <span class="quiet">
                : {rules.map(({ rule, letters: of }) => `${rule} ${count(of)}`).join(', ')}
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Sum({ name, value, less = false }: { name: string; value: number; less?: boolean }) {
  return (
    <div class={less && value === 0 ? 'quiet' : undefined}>
      <dt>{name}</dt>
      <dd>
        {less && value > 0 ? '−' : ''}
        {count(value)}
      </dd>
    </div>
  );
}
