import type { RecordList } from '../../api.ts';
import { Page } from '../frame/page.tsx';
import { Notice } from '../parts/notice.tsx';
import { RevealButton } from '../parts/reveal-button.tsx';
import { linkTo } from '../routing/route.ts';
import { apiPath } from '../server/api-path.ts';
import { useView } from '../server/use-view.ts';
import { plural } from '../show/plural.ts';
import { type Browsed, readBrowsed } from './browsed.ts';
import { BrowseForm } from './browse-form.tsx';
import { GoOn } from './go-on.tsx';
import { RecordRow } from './record-row.tsx';

/** Records of one partition, from an offset or a time on. */
export function RecordsPage({ topic, query }: { topic: string; query: URLSearchParams }) {
  const browsed = readBrowsed(query);
  const records = useView<RecordList>(apiPath(['topics', topic, 'records'], { ...browsed }));
  return (
    <Page
      title={topic}
      of={records}
      tools={
        <>
          <a href="#/topics">All topics</a>
          <button onClick={records.again} disabled={!records.masked}>
            Look again
          </button>
          <RevealButton of={records} />
        </>
      }
      form={<BrowseForm key={linkTo('', [], { ...browsed })} topic={topic} browsed={browsed} />}
    >
      {(view) => (
        <>
          <p class="says" role="status">
            {foundIn(view, browsed)}
          </p>
          {view.records.length === 0 && view.next === null && (
            <Notice title={`Partition ${browsed.partition} has no such record from there on.`} />
          )}
          <ol class="records">
            {view.records.map((record) => (
              <li key={record.offset}>
                <RecordRow
                  record={record}
                  open={record.offset === browsed.offset && browsed.field === undefined}
                />
              </li>
            ))}
          </ol>
          <GoOn list={view} browsed={browsed} />
        </>
      )}
    </Page>
  );
}

function foundIn({ records, searched }: RecordList, { partition, field, value }: Browsed): string {
  const where = `of partition ${partition}`;
  if (field === undefined) return `${plural(records.length, 'record')} ${where}.`;
  return `${plural(records.length, 'record')} with ${field} = ${value} among ${plural(searched, 'record')} ${where} looked through.`;
}
