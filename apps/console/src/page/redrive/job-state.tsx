import type { ComponentType } from 'preact';
import type { RedriveJob } from '../../api.ts';
import { clock } from '../show/format.ts';
import { DryRun } from './dry-run.tsx';
import { Ended } from './ended.tsx';
import type { JobParts } from './job-parts.ts';
import { Looking } from './looking.tsx';
import { orderWords } from './order-words.ts';
import { Refused } from './refused.tsx';
import { Sending } from './sending.tsx';

const phases: Record<RedriveJob['phase'], { title: string; Show: ComponentType<JobParts> }> = {
  looking: { title: 'Looking what would be sent', Show: Looking },
  looked: { title: 'Nothing is sent yet', Show: DryRun },
  sending: { title: 'Sending back', Show: Sending },
  done: { title: 'Sent back', Show: Ended },
  failed: { title: 'It has stopped', Show: Ended },
};

/** A redrive as it stands: whoever looks sees the same, and who began it. */
export function JobState(parts: JobParts) {
  const { redrive, job } = parts;
  const { title, Show } = phases[job.phase];
  return (
    <>
      <h2>{title}</h2>
      <p class="says sentence">
        {orderWords(job.order)}. Begun by {job.by} at {clock(job.startedAt)}.
      </p>
      {redrive.silent && (
        <p class="bad" role="alert">
          {redrive.silent.problem}. How it stands now is not known; it may go on.
        </p>
      )}
      <Show {...parts} />
      <Refused by={redrive} />
    </>
  );
}
