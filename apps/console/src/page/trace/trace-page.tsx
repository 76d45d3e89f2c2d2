import type { TraceView } from '../../api.ts';
import { Page } from '../frame/page.tsx';
import { Notice } from '../parts/notice.tsx';
import { RevealButton } from '../parts/reveal-button.tsx';
import type { Route } from '../routing/route.ts';
import { apiPath } from '../server/api-path.ts';
import { CallList } from './call-list.tsx';
import { SearchState } from './search-state.tsx';
import { readSought } from './sought.ts';
import { TraceForm } from './trace-form.tsx';
import { useSearch } from './use-search.ts';
import { Way } from './way.tsx';

/** Follows a call from its row in the table back to the bytes that came in. */
export function TracePage({ route }: { route: Route }) {
  const sought = readSought(route.query);
  const trace = useSearch(sought && apiPath(['trace'], { [sought.way]: sought.given }));
  const hasCalls = (trace.view?.calls.length ?? 0) > 0;
  return (
    <Page
      title="Trace"
      of={trace}
      tools={hasCalls && <RevealButton of={trace} />}
      form={
        <>
          <TraceForm key={JSON.stringify(sought)} sought={sought} />
          {sought === null && (
            <Notice title="Give a call id, a phone number, or a place in raw: the way of each record found is shown, from its row in the table back to the bytes that came in." />
          )}
        </>
      }
    >
      {(view) => (
        <>
          {whatIsSaid(view).map((sentence) => (
            <Notice key={sentence} title={sentence} />
          ))}
          {view.calls.map((call, n) => (
            <Way
              key={n}
              call={call}
              nth={view.calls.length > 1 ? `${n + 1} of ${view.calls.length}` : null}
            />
          ))}
          {view.rows.length > 0 && <CallList rows={view.rows} />}
          <SearchState of={trace} />
        </>
      )}
    </Page>
  );
}

function whatIsSaid({ calls, rows, says, next }: TraceView): string[] {
  const isNowhere = calls.length + rows.length + says.length === 0 && next === null;
  return isNowhere ? ['No row of the table has this number.'] : says;
}
