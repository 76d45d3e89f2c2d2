import type { ComponentChildren } from 'preact';

interface SkeletonParts {
  /** Gives about the height of the page. */
  rows?: number;
  /** Blocks of another layout in the place of the rows. */
  children?: ComponentChildren;
}

/** Grey blocks where the page will be. */
export function Skeleton({ rows = 8, children }: SkeletonParts) {
  return (
    <div class="skeleton" role="status">
      <p class="unseen">Loading…</p>
      {children ?? Array.from({ length: rows }, (_, row) => <SkeletonBlock key={row} />)}
    </div>
  );
}

export function SkeletonBlock({ wide = false }: { wide?: boolean }) {
  return <span class={`skeleton-block ${wide ? 'wide-block' : ''}`} />;
}
