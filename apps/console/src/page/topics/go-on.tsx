import type { RecordList } from '../../api.ts';
import { linkTo } from '../routing/route.ts';
import { behind, type Browsed } from './browsed.ts';

/** As many as the console shows at once. */
const pageRecords = 50;

/** Links to the records before and behind those that are shown. */
export function GoOn({ list: { topic, records, next }, browsed }: { list: RecordList; browsed: Browsed }) {
  const { partition, field } = browsed;
  const first = records[0]?.offset ?? 0;
  return (
    <p class="doings go-on">
      {field === undefined && first > 0 && (
        <a href={linkTo('topics', [topic], { partition, offset: Math.max(0, first - pageRecords) })}>
          Earlier ones
        </a>
      )}
      {next !== null ? (
        <a href={linkTo('topics', [topic], behind(browsed, next))}>Go on from offset {next}</a>
      ) : (
        <span class="quiet">This is the end of the partition, for now.</span>
      )}
    </p>
  );
}
