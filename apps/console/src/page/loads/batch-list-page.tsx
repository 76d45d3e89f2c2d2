import type { LoadsView } from '../../api.ts';
import { Page } from '../frame/page.tsx';
import { MoreButton } from '../parts/more-button.tsx';
import { usePages } from '../server/use-pages.ts';
import { plural } from '../show/plural.ts';
import { BatchTable } from './batch-table.tsx';
import { cutWords } from './cut-words.ts';
import { LoadTroubles } from './load-troubles.tsx';
import { OrphanTable } from './orphan-table.tsx';

const everyMs = 5_000;

/** Batches that were loaded, the newest first, and what is amiss with loading. */
export function BatchListPage() {
  const list = usePages<LoadsView>(['loads'], {}, everyMs);
  const batches = list.pages.flatMap((page) => page.batches);
  return (
    <Page
      title="Loads"
      of={list.first}
      tools={list.pages.length > 1 && <button onClick={list.again}>Back to the newest</button>}
    >
      {({ at, cuts, orphans, troubles }) => (
        <>
          <LoadTroubles of={troubles} />
          <p class="says">{cutsInWords(cuts)}</p>
          <BatchTable batches={batches} at={at} />
          <MoreButton of={list}>Load older</MoreButton>
          <OrphanTable of={orphans} />
        </>
      )}
    </Page>
  );
}

function cutsInWords(cuts: LoadsView['cuts']): string {
  if (cuts.length === 0) return 'No batch was loaded in the last hour.';
  const parts = cuts.map(
    ({ cut, batches, rows }) =>
      `${plural(batches, 'batch', 'batches')} with ${plural(rows, 'row')} (${cutWords(cut)})`,
  );
  return `In the last hour: ${parts.join(', ')}.`;
}
