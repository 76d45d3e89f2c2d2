import type { JobParts } from './job-state.tsx';
import { StopButton } from './stop-button.tsx';

export function Looking({ redrive, job }: JobParts) {
  return (
    <>
      <p role="status">
        All dead letters are read for it, and the list of what was sent before. Nothing is sent.
      </p>
      <progress aria-label="Looking" />
      <StopButton redrive={redrive} job={job} />
    </>
  );
}
