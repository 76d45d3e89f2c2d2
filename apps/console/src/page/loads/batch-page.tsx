import type { BatchView } from '../../api.ts';
import { Page } from '../frame/page.tsx';
import { Facts } from '../parts/facts.tsx';
import { MarkedText } from '../parts/marked-text.tsx';
import { Notice } from '../parts/notice.tsx';
import { apiPath } from '../server/api-path.ts';
import { usePolled } from '../server/use-polled.ts';
import { bytes, count, moment } from '../show/format.ts';
import { FileTable, RangeTable } from './batch-tables.tsx';
import { cutWords } from './cut-words.ts';
import { PhaseBar } from './phase-bar.tsx';

/** One batch: what became of its rows, its files and manifest, and where its records stand in clean. */
export function BatchPage({ batchId }: { batchId: string }) {
  const batch = usePolled<BatchView>(apiPath(['loads', batchId]), null);
  return (
    <Page title={`Batch ${batchId}`} of={batch} tools={<a href="#/loads">All loads</a>}>
      {(view) => (
        <>
          <BatchFacts of={view} />
          <section class="section" aria-label="Records">
            <h2>Its records in clean</h2>
            <RangeTable ranges={view.ranges} />
          </section>
          <section class="section" aria-label="Files">
            <h2>Its files</h2>
            <FileTable files={view.parts} />
          </section>
          <Manifest of={view} />
        </>
      )}
    </Page>
  );
}

function BatchFacts({ of: batch }: { of: BatchView }) {
  return (
    <Facts
      of={[
        ['Committed', moment(batch.committedAt)],
        ['Closed', cutWords(batch.cut)],
        ['Rows', `${count(batch.rows)}, of which ${count(batch.loaded)} were loaded`],
        ['Already there', `${count(batch.alreadyLoaded)}: the same call was in the table`],
        ['Conflicts', `${count(batch.conflicts)}: another content for a call in the table, now dead letters`],
        ['Unloadable', `${count(batch.unloadable)}: refused by the warehouse, now dead letters`],
        ['Calls began', `${batch.minStart} to ${batch.maxStart}`],
        ['Size', `${bytes(batch.bytes)} in ${count(batch.files)} files`],
        ['Loader', batch.version],
        ['Time', <PhaseBar phases={batch.phases} />],
      ]}
    />
  );
}

function Manifest({ of: { manifest, manifestProblem, manifestUrl } }: { of: BatchView }) {
  return (
    <section class="section" aria-label="Manifest">
      <h2>Its manifest</h2>
      <p class="says">{manifestUrl}</p>
      {manifest === null ? (
        <Notice tone="warn" title={manifestProblem ?? 'It cannot be read.'} />
      ) : (
        <details>
          <summary>Show its text</summary>
          <MarkedText of={{ text: manifest, marks: [], masked: false }} label="The manifest" />
        </details>
      )}
    </section>
  );
}
