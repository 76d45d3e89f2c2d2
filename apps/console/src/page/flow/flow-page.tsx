import { useEffect } from 'preact/hooks';
import type { FlowView, HistoryView } from '../../api.ts';
import { Page } from '../frame/page.tsx';
import { AlertList } from '../parts/alert-list.tsx';
import { usePolled } from '../server/use-polled.ts';
import { Chain } from './chain.tsx';
import { FlowSkeleton } from './flow-skeleton.tsx';
import { HealthBanner } from './health-banner.tsx';
import { healthWords } from './health-words.ts';
import { HistoryCharts } from './history-charts.tsx';
import { OutageList } from './outage-list.tsx';
import { PartitionTable } from './partition-table.tsx';
import { WorkerTable } from './worker-table.tsx';

// A point of the charts is no younger.
const historyEveryMs = 10_000;

/** Whether the pipeline is healthy, and where it hurts if it is not. */
export function FlowPage() {
  const flow = usePolled<FlowView>('/api/flow');
  const history = usePolled<HistoryView>('/api/flow/history', historyEveryMs);

  const level = flow.trouble ? 'unknown' : flow.view?.health.level;
  useEffect(() => {
    // Seen in a row of tabs as well.
    if (level) document.title = `${healthWords[level].word} – Call records`;
  }, [level]);

  return (
    <Page title="Flow" of={flow} skeleton={<FlowSkeleton />}>
      {(view) => (
        <>
          <HealthBanner flow={view} old={flow.trouble !== null} />
          <AlertList alerts={view.health.alerts} />
          <OutageList outages={view.outages} />
          <Chain flow={view} />
          <HistoryCharts history={history} />
          <div class="side-by-side">
            <WorkerTable workers={view.workers} at={view.at} />
            <PartitionTable stages={view.stages} />
          </div>
        </>
      )}
    </Page>
  );
}
