import type { TraceView } from '../../api.ts';
import { Page } from '../frame/page.tsx';
import { Notice } from '../parts/notice.tsx';
import { RevealButton } from '../parts/reveal-button.tsx';
import type { Route } from '../routing/route.ts';
import { apiPath } from '../server/api-path.ts';
import { useView } from '../server/use-view.ts';
import { readSought } from './sought.ts';
import { TraceForm } from './trace-form.tsx';
import { Way } from './way.tsx';

/** Follows a call from its row in the table back to the bytes that came in. */
export function TracePage({ route }: { route: Route }) {
  const sought = readSought(route.query);
  const trace = useView<TraceView>(sought && apiPath(['trace'], { [sought.way]: sought.given }));
  return (
    <Page
      title="Trace"
      of={trace}
      tools={sought && <RevealButton of={trace} />}
      form={
        <>
          <TraceForm key={JSON.stringify(sought)} sought={sought} />
          {sought === null && (
            <Notice title="Give a call id, a phone number, or a place in raw: the way of each record found is shown, from its row in the table back to the bytes that came in." />
          )}
        </>
      }
    >
      {({ calls, says }) => (
        <>
          {calls.length === 0 && <Notice title={says ?? 'Nothing was found.'} />}
          {calls.length > 0 && says && <p class="says trace-says">{says}</p>}
          {calls.map((call, n) => (
            <Way key={n} call={call} nth={calls.length > 1 ? `${n + 1} of ${calls.length}` : null} />
          ))}
        </>
      )}
    </Page>
  );
}
