import type { Committer } from '@cdr/kafka';

const commitEveryMs = 1_000;

/** Where one partition stands: the next raw offset to judge, and raw's end. All below the first is acknowledged. */
export interface Standpoint {
  nextOffset: number;
  endOffset: number;
}

/**
 * Commits a partition's position for the lag display: one commit in flight, one a second, and at once when the end is
 * reached, so that at rest the display says so. `now` is in ms.
 */
export function createPositionCommitter(
  partition: number,
  committer: Committer,
  now: () => number,
): (at: Standpoint) => Promise<void> {
  let lastCommit = Number.NEGATIVE_INFINITY;
  let committed: number | null = null;
  let inFlight = false;

  async function commit({ nextOffset, endOffset }: Standpoint): Promise<void> {
    const isDue = now() - lastCommit >= commitEveryMs || nextOffset >= endOffset;
    if (inFlight || nextOffset === committed || !isDue) return;
    inFlight = true;
    lastCommit = now();
    try {
      if (await committer.commit([{ partition, offset: nextOffset }])) committed = nextOffset;
    } finally {
      inFlight = false;
    }
  }
  return commit;
}
