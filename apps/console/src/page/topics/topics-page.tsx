import type { Route } from '../routing/route.ts';
import { RecordsPage } from './records-page.tsx';
import { TopicListPage } from './topic-list-page.tsx';

/** `#/topics` are all of them, `#/topics/NAME` are records of one. */
export function TopicsPage({ route }: { route: Route }) {
  const [topic] = route.parts;
  return topic === undefined ? (
    <TopicListPage />
  ) : (
    <RecordsPage key={topic} topic={topic} query={route.query} />
  );
}
