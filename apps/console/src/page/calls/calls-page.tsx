import type { CallsView } from '../../api.ts';
import { Page } from '../frame/page.tsx';
import { Notice } from '../parts/notice.tsx';
import { RevealButton } from '../parts/reveal-button.tsx';
import { useView } from '../server/use-view.ts';
import { Panel } from './panel.tsx';

const everyMs = 10_000;

/** What the warehouse makes of the calls: its views, each as old as it says. */
export function CallsPage() {
  const calls = useView<CallsView>('/api/calls', everyMs);
  return (
    <Page title="Calls" of={calls} tools={<RevealButton of={calls} />}>
      {({ panels }) =>
        panels.length === 0 ? (
          <Notice title="The warehouse has no views yet: npm run migrate makes them." />
        ) : (
          <div class="panels">
            {panels.map((panel) => (
              <Panel key={panel.name} panel={panel} />
            ))}
          </div>
        )
      }
    </Page>
  );
}
