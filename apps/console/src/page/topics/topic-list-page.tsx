import type { TopicsView } from '../../api.ts';
import { Page } from '../frame/page.tsx';
import { Facts } from '../parts/facts.tsx';
import { Notice } from '../parts/notice.tsx';
import { type Column, Table } from '../parts/table.tsx';
import { linkTo } from '../routing/route.ts';
import { usePolled } from '../server/use-polled.ts';
import { count } from '../show/format.ts';
import { plural } from '../show/plural.ts';

type Topic = TopicsView['topics'][number];
type Partition = Topic['partitions'][number];

const everyMs = 5_000;

/** The topics of the pipeline, what each partition holds, and how they are set. */
export function TopicListPage() {
  const topics = usePolled<TopicsView>('/api/topics', everyMs);
  return (
    <Page title="Topics" of={topics}>
      {(view) =>
        view.topics.length === 0 ? (
          <Notice title="Kafka has none of the pipeline's topics.">
            <p>
              <code>npm run setup</code> makes them.
            </p>
          </Notice>
        ) : (
          <div class="topics">
            {view.topics.map((topic) => (
              <TopicSection key={topic.name} topic={topic} />
            ))}
          </div>
        )
      }
    </Page>
  );
}

function TopicSection({ topic: { name, partitions, settings } }: { topic: Topic }) {
  const held = partitions.reduce((sum, { start, end }) => sum + end - start, 0);
  return (
    <section aria-label={name}>
      <h2>
        <a href={linkTo('topics', [name])}>{name}</a> <span class="quiet">{plural(held, 'record')}</span>
      </h2>
      <Table
        caption={`Partitions of ${name}`}
        captionUnseen
        columns={columnsOf(name)}
        rows={partitions}
        keyOf={({ partition }) => partition}
        empty="It has no partitions."
      />
      <details>
        <summary>Settings</summary>
        <Facts of={settings.map((setting) => [setting.name, setting.value])} />
      </details>
    </section>
  );
}

function columnsOf(topic: string): Column<Partition>[] {
  const link = (partition: number, offset: number) => linkTo('topics', [topic], { partition, offset });
  return [
    { head: 'Partition', names: true, numeric: true, show: ({ partition }) => partition },
    {
      head: 'Oldest offset',
      numeric: true,
      show: ({ partition, start }) => <a href={link(partition, start)}>{count(start)}</a>,
    },
    { head: 'Next offset', numeric: true, show: ({ end }) => count(end) },
    { head: 'Records', numeric: true, show: ({ start, end }) => count(end - start) },
    {
      head: 'Look',
      show: ({ partition }) => <a href={linkTo('topics', [topic], { partition })}>newest of {partition}</a>,
    },
  ];
}
