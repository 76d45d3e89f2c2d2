import { useSession } from '../session/session.ts';
import { count } from '../show/format.ts';
import type { JobParts } from './job-parts.ts';

export function Sending({ redrive, job }: JobParts) {
  const { role } = useSession();
  const all = job.found?.chosen ?? null;
  return (
    <>
      <p role="status">
        {count(job.sent)} {all === null ? 'sent' : `of ${count(all)} sent`}.
      </p>
      <progress aria-label="Sent" {...(all !== null && { value: job.sent, max: Math.max(1, all) })} />
      {role === 'operator' && (
        <p class="doings">
          <button onClick={() => void redrive.stop(job.id)} disabled={redrive.asking}>
            Stop
          </button>
        </p>
      )}
    </>
  );
}
