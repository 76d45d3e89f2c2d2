import type { Pages } from '../server/use-pages.ts';

/** Goes on behind the last row of a list. Nothing at its end. */
export function MoreButton({ of, children }: { of: Pages<unknown>; children: string }) {
  const { more, asking, moreTrouble } = of;
  if (more === null) return null;
  return (
    <p class="more">
      <button onClick={() => void more()} disabled={asking}>
        {asking ? 'Loading…' : children}
      </button>
      {moreTrouble && (
        <span class="bad" role="alert">
          {moreTrouble.problem}
        </span>
      )}
    </p>
  );
}
