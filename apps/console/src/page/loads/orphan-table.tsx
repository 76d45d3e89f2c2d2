import type { LoadsView } from '../../api.ts';
import { type Column, Table } from '../parts/table.tsx';
import { bytes, clock, count, duration } from '../show/format.ts';

type Orphan = NonNullable<LoadsView['orphans']>['batches'][number];

const columns: Column<Orphan>[] = [
  { head: 'Batch', names: true, show: ({ batchId }) => <code>{batchId}</code> },
  { head: 'Files', numeric: true, show: ({ files }) => count(files) },
  { head: 'Size', numeric: true, show: (orphan) => bytes(orphan.bytes) },
  { head: 'Age', numeric: true, show: ({ ageSeconds }) => duration(ageSeconds) },
];

/** What stands on S3 and was never loaded. Nothing is lost by it, and it may go. */
export function OrphanTable({ of: orphans }: { of: LoadsView['orphans'] }) {
  return (
    <section class="section" aria-label="Never loaded">
      <h2>Never loaded</h2>
      {orphans === null ? (
        <p class="says">The console has not looked through S3 yet.</p>
      ) : orphans.batches.length === 0 ? (
        <p class="says">No batch stands on S3 that was not loaded. Looked at {clock(orphans.at)} UTC.</p>
      ) : (
        <>
          <p class="says">
            These batches stand on S3, but no load is known of them: a loader was killed or was too late, and
            another batch has their records. They harm nothing. <code>npm run sweep</code> says which can be
            removed, a day after they were written, and how. Looked at {clock(orphans.at)} UTC.
          </p>
          <Table
            caption="Batches on S3 that were never loaded"
            captionUnseen
            columns={columns}
            rows={orphans.batches}
            keyOf={({ batchId }) => batchId}
            empty=""
          />
        </>
      )}
    </section>
  );
}
