import type { Heard } from '../server/heard.ts';
import { clock, duration } from '../show/format.ts';
import { Shape } from '../parts/shape.tsx';
import { useNow } from './use-now.ts';

/** How old the page is. It has its line from the start, so that trouble moves nothing. */
export function PageAge({ of: { path, at, trouble } }: { of: Heard<unknown> }) {
  const now = useNow();
  if (at === null) return <p class="page-age">{trouble || path === null ? '' : 'Loading…'}</p>;
  if (trouble)
    return (
      <p class="page-age bad" role="status">
        <Shape tone="bad" /> {trouble.problem}. Shown is what it said {duration((now - at) / 1_000)} ago.
      </p>
    );
  return <p class="page-age">as of {clock(at)} UTC</p>;
}
