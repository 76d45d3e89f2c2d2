import { count } from '../show/format.ts';
import type { JobParts } from './job-state.tsx';
import { StopButton } from './stop-button.tsx';

export function Sending({ redrive, job }: JobParts) {
  const all = job.found?.chosen ?? null;
  return (
    <>
      <p role="status">
        {count(job.sent)} {all === null ? 'sent' : `of ${count(all)} sent`}.
      </p>
      <progress aria-label="Sent" {...(all !== null && { value: job.sent, max: Math.max(1, all) })} />
      <StopButton redrive={redrive} job={job} />
    </>
  );
}
