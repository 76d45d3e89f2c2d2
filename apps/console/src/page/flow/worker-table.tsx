import type { WorkerView } from '../../api.ts';
import { Badge } from '../parts/badge.tsx';
import { type Column, Table } from '../parts/table.tsx';
import { duration, unknown } from '../show/format.ts';

/** Each process, and whether it can do its work. */
export function WorkerTable({ workers, at }: { workers: WorkerView[]; at: number }) {
  const columns: Column<WorkerView>[] = [
    { head: 'Worker', show: ({ worker }) => worker, names: true },
    { head: 'Address', show: ({ address }) => <code>{address}</code> },
    { head: 'State', show: (worker) => <State worker={worker} /> },
    { head: 'Version', show: ({ version }) => version ?? unknown },
    {
      head: 'Up for',
      show: ({ startedAt }) => (startedAt === null ? unknown : duration((at - startedAt) / 1_000)),
      numeric: true,
    },
  ];
  return (
    <Table
      caption="Workers"
      columns={columns}
      rows={workers}
      keyOf={({ worker, address }) => `${worker} ${address}`}
      empty="The console was told of no worker: CONSOLE_VALIDATORS and CONSOLE_LOADERS name them."
    />
  );
}

function State({ worker: { worker, answers, notReady } }: { worker: WorkerView }) {
  // Calls may come from elsewhere, or be all made up: a generator that is not there is no trouble.
  if (!answers) return <Badge tone={worker === 'generator' ? 'quiet' : 'bad'}>does not answer</Badge>;
  if (notReady === null) return <Badge tone="good">ready</Badge>;
  return (
    <>
      <Badge tone="warn">not ready</Badge> {notReady}
    </>
  );
}
