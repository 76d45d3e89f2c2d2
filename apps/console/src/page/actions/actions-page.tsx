import type { ActionsView } from '../../api.ts';
import { Page } from '../frame/page.tsx';
import { usePolled } from '../server/use-polled.ts';
import { ActionTable } from './action-table.tsx';
import { SentTable } from './sent-table.tsx';

/** Who did what: in this console, and to raw by anybody. */
export function ActionsPage() {
  const actions = usePolled<ActionsView>('/api/actions', null);
  return (
    <Page title="Actions" of={actions} tools={<button onClick={actions.again}>Look again</button>}>
      {(view) => (
        <>
          <ActionTable actions={view.actions} />
          <div class="section">
            <SentTable sent={view.sent} />
          </div>
        </>
      )}
    </Page>
  );
}
