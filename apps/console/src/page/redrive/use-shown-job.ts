import { useEffect, useState } from 'preact/hooks';
import type { RedriveJob } from '../../api.ts';
import type { Redrive } from './use-redrive.ts';

/**
 * The job to show: one that works, or one that was ordered or seen to work here. What had ended before is in the list of
 * actions, and nobody wants to find what another one only looked at. Gives also what puts it aside.
 */
export function useShownJob({ job, ownId }: Pick<Redrive, 'job' | 'ownId'>): [RedriveJob | null, () => void] {
  const [seen, setSeen] = useState<number | null>(null);
  const [aside, setAside] = useState<number | null>(null);
  const works = job?.phase === 'looking' || job?.phase === 'sending';
  useEffect(() => {
    if (job && works) setSeen(job.id);
  }, [works, job?.id]);

  const isShown = job !== null && (works || job.id === seen || job.id === ownId) && job.id !== aside;
  return [isShown ? job : null, () => setAside(job?.id ?? null)];
}
