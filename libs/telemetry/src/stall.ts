/** Something that must move as long as it is watched: a partition, a request, a publish. */
export interface Watched {
  /** As a person calls it: `telecom-data.raw/3`. */
  what: string;
  /** Where it stands and where its end is, as last told; null before that. */
  at: { position: number; end: number } | null;
  /** When it moved last, epoch ms. */
  movedAt: number;
}

/** What has stood still longest, if for the set time at least; null when everything moves. */
export function findStall(watched: Iterable<Watched>, now: number, stallAfterMs: number): Watched | null {
  let found: Watched | null = null;
  for (const one of watched) {
    if (now - one.movedAt < stallAfterMs) continue;
    if (found === null || one.movedAt < found.movedAt) found = one;
  }
  return found;
}

/** Whether to be heard of there is a move: it stood elsewhere before, or nothing lies before it. */
export function isMove(before: Watched['at'], { position, end }: NonNullable<Watched['at']>): boolean {
  return position >= end || position !== before?.position;
}

/** One sentence on a stall: what, since when, where, what to do. */
export function sayStall({ what, at, movedAt }: Watched, now: number, stallAfterMs: number): string {
  const place = at === null ? '' : `; it stands at ${at.position}, its end is ${at.end}`;
  const since = new Date(movedAt).toISOString();
  return (
    `${what} has not moved for ${seconds(now - movedAt)} (since ${since}, limit ${seconds(stallAfterMs)})${place}. This ` +
    'worker must be started again, and then takes over anew; a supervisor does that. If it repeats, look at the part it ' +
    'waits for, and report this line'
  );
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)} s`;
}
