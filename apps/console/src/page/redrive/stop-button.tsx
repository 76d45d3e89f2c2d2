import { useSession } from '../session/session.ts';
import type { JobParts } from './job-state.tsx';

export function StopButton({ redrive, job }: Pick<JobParts, 'redrive' | 'job'>) {
  const { role } = useSession();
  if (role !== 'operator') return null;
  return (
    <p class="doings">
      <button onClick={() => void redrive.stop(job.id)} disabled={redrive.asking}>
        Stop
      </button>
    </p>
  );
}
