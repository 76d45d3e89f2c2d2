import type { BatchRow } from '../../api.ts';
import { type Column, Table } from '../parts/table.tsx';
import { linkTo } from '../routing/route.ts';
import { bytes, count, moments } from '../show/format.ts';
import { cutWords } from './cut-words.ts';
import { PhaseBar } from './phase-bar.tsx';

export function BatchTable({ batches, at }: { batches: BatchRow[]; at: number }) {
  const columns: Column<BatchRow>[] = [
    {
      head: 'Committed',
      names: true,
      show: ({ batchId, committedAt }) => (
        <a class="together" href={linkTo('loads', [batchId])} title={batchId}>
          {moments(committedAt, at)}
        </a>
      ),
    },
    { head: 'Rows', numeric: true, show: ({ rows }) => count(rows) },
    { head: 'Loaded', numeric: true, show: ({ loaded }) => count(loaded) },
    { head: 'Already there', numeric: true, show: ({ alreadyLoaded }) => <Few of={alreadyLoaded} /> },
    { head: 'Conflicts', numeric: true, show: ({ conflicts }) => <Few of={conflicts} /> },
    { head: 'Unloadable', numeric: true, show: ({ unloadable }) => <Few of={unloadable} /> },
    { head: 'Files', numeric: true, show: ({ files }) => count(files) },
    { head: 'Size', numeric: true, show: (batch) => bytes(batch.bytes) },
    { head: 'Closed', show: ({ cut }) => <span class="together">{cutWords(cut)}</span> },
    { head: 'Time', show: ({ phases }) => <PhaseBar phases={phases} /> },
  ];
  return (
    <Table
      caption="Batches, the newest first"
      columns={columns}
      rows={batches}
      keyOf={({ batchId }) => batchId}
      empty="No batch was loaded yet."
    />
  );
}

// Nearly always nothing: what is something must stand out.
function Few({ of }: { of: number }) {
  return of === 0 ? <span class="quiet">0</span> : <b>{count(of)}</b>;
}
