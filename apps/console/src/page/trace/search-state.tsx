import { Bar } from '../parts/bar.tsx';
import { percent } from '../show/format.ts';
import type { Searching } from './use-search.ts';

/** How far a search has come, and what goes on with it. Nothing when the table was looked through. */
export function SearchState({ of: { view, isLooking, trouble, more } }: { of: Searching }) {
  if (view === null || view.next === null || view.calls.length > 0) return null;
  const far = `${percent(view.share)} of the table`;
  return (
    <div class="search-state">
      <p role="status">
        {isLooking ? `Looking: ${far} so far …` : `${far} was looked through, the last written first.`}
      </p>
      <Bar share={view.share} />
      {!isLooking && <button onClick={more}>{trouble ? 'Try again' : 'Look further'}</button>}
    </div>
  );
}
