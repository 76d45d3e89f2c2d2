import type { LetterView } from '../../api.ts';
import { Unsure } from '../redrive/unsure.tsx';
import type { Redrive } from '../redrive/use-redrive.ts';
import { linkTo } from '../routing/route.ts';

interface EditStateParts {
  redrive: Redrive;
  id: number;
  letter: LetterView;
  onBack: () => void;
}

/** What became of an edited record. */
export function EditState({ redrive: { job, silent }, id, letter, onBack }: EditStateParts) {
  if (silent)
    return (
      <p class="bad" role="alert">
        {silent.problem}. Whether the record was sent is not known yet.
      </p>
    );
  // Another redrive began behind it, so it has ended.
  if (job !== null && job.id !== id) return <p role="status">It has ended; the list of actions says how.</p>;
  if (job?.phase === 'done') return <Sent letter={letter} />;
  if (job?.phase !== 'failed') return <p role="status">Sending…</p>;
  return (
    <>
      <p class="bad" role="alert">
        {job.problem ?? 'It was not sent.'}
      </p>
      <Unsure records={job.unsure} />
      <p class="doings">
        <button onClick={onBack}>Back to the text</button>
      </p>
    </>
  );
}

function Sent({ letter: { row } }: { letter: LetterView }) {
  return (
    <>
      <p role="status">
        Sent. The validator judges it anew: it is in the table within seconds, or comes back as a new letter.
      </p>
      <p class="doings">
        <a href={linkTo('trace', [], { row: `${row.partition}/${row.rawOffset}` })}>Trace the record</a>
        <a href="#/letters">All letters</a>
      </p>
    </>
  );
}
