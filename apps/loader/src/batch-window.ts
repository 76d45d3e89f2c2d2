/** When a batch is full. */
export interface Limits {
  rows: number;
  bytes: number;
  ageMs: number;
}

/** Why a batch was cut; it stands in the ledger, so that small files can be explained. */
export type Cut = 'rows' | 'bytes' | 'age';

/** What a window holds so far; `openedAt` is when its first record came, epoch ms. */
export interface Filling {
  rows: number;
  bytes: number;
  openedAt: number | null;
}

/** Why the window must be cut now, or null. */
export function cutNow({ rows, bytes, openedAt }: Filling, limits: Limits, now: number): Cut | null {
  if (rows >= limits.rows) return 'rows';
  if (bytes >= limits.bytes) return 'bytes';
  return openedAt !== null && now - openedAt >= limits.ageMs ? 'age' : null;
}

/** How long until the window's age cuts it, ms; null while it is empty. */
export function msUntilAge({ openedAt }: Filling, { ageMs }: Limits, now: number): number | null {
  return openedAt === null ? null : Math.max(0, openedAt + ageMs - now);
}
