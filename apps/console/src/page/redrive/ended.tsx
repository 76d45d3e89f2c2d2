import { plural } from '../show/plural.ts';
import type { JobParts } from './job-parts.ts';
import { SentAs } from './sent-as.tsx';
import { Unsure } from './unsure.tsx';

/** What became of it, and what comes of the records now. */
export function Ended({ job, onClose }: JobParts) {
  return (
    <>
      {job.problem && (
        <p class="bad sentence" role="alert">
          {job.problem}
        </p>
      )}
      <p role="status">
        {plural(job.sent, 'record')} sent.{' '}
        {job.sent > 0 && (
          <>
            In raw now: <SentAs job={job} />. Each is judged anew: it is in the table within seconds, or comes
            back as a new letter.
          </>
        )}{' '}
        {job.phase === 'failed' &&
          'Order the same again to send the rest: what is in the list is not sent twice.'}
      </p>
      <Unsure records={job.unsure} />
      <p class="doings">
        <button onClick={onClose}>Close</button>
        <a href="#/actions">What was sent back</a>
      </p>
    </>
  );
}
