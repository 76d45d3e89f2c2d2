import type { RedriveJob } from '../../api.ts';
import { SentAs } from '../redrive/sent-as.tsx';
import { Unsure } from '../redrive/unsure.tsx';
import type { Redrive } from '../redrive/use-redrive.ts';

interface EditStateParts {
  redrive: Redrive;
  id: number;
  onBack: () => void;
}

/** What became of an edited record. */
export function EditState({ redrive: { job, silent }, id, onBack }: EditStateParts) {
  if (silent)
    return (
      <p class="bad" role="alert">
        {silent.problem}. Whether the record was sent is not known yet.
      </p>
    );
  // Another redrive began behind it, so it has ended.
  if (job !== null && job.id !== id) return <p role="status">It has ended; the list of actions says how.</p>;
  if (job?.phase === 'done' && job.sent > 0) return <Sent job={job} />;
  if (job?.phase !== 'failed' && job?.phase !== 'done') return <p role="status">Sending…</p>;
  return (
    <>
      <p class="bad sentence" role="alert">
        {job.problem ?? whyNotSent(job)}
      </p>
      <Unsure records={job.unsure} />
      <p class="doings">
        <button onClick={onBack}>Back to the text</button>
      </p>
    </>
  );
}

// The console looked before it sent, and chose to send nothing.
function whyNotSent({ found }: RedriveJob): string {
  if (found?.sentBefore)
    return 'It was not sent: it was sent back before. Mend its new letter, if there is one.';
  if (found?.atCeiling)
    return 'It was not sent: it has come back too often. Sent again, it would come back for ever.';
  if (found?.tooLarge) return 'It was not sent: it is too large for raw.';
  return 'It was not sent: its letter is not in the topic any more.';
}

function Sent({ job }: { job: RedriveJob }) {
  return (
    <>
      <p role="status">
        Sent as <SentAs job={job} />. The validator judges it anew: it is in the table within seconds, or
        comes back as a new letter.
      </p>
      <p class="doings">
        <a href="#/letters">All letters</a>
      </p>
    </>
  );
}
