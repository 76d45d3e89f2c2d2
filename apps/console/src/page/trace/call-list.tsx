import type { CallLine } from '../../api.ts';
import { type Column, Table } from '../parts/table.tsx';
import { TraceLink } from '../parts/trace-link.tsx';
import { count, moment } from '../show/format.ts';

const columns: Column<CallLine>[] = [
  { head: 'Began', names: true, show: ({ start }) => <span class="together">{start ?? 'not known'}</span> },
  { head: 'From', show: ({ from }) => <span class="together">{from}</span> },
  { head: 'To', show: ({ to }) => <span class="together">{to}</span> },
  { head: 'Seconds', numeric: true, show: ({ seconds }) => count(seconds) },
  { head: 'Loaded', show: ({ loadedAt }) => <span class="together">{moment(loadedAt)}</span> },
  {
    head: 'Place in raw',
    show: ({ place }) => (place === null ? 'of the original system' : <TraceLink {...place} />),
  },
];

/** Calls of a number: the way of each is behind its place. */
export function CallList({ rows }: { rows: CallLine[] }) {
  return (
    <Table
      caption="Calls from or to this number, the last loaded first"
      columns={columns}
      rows={rows}
      keyOf={keyOf}
      empty="None yet."
    />
  );
}

function keyOf({ place, start, from, to }: CallLine): string {
  return place === null ? [start, from, to].join() : `${place.partition}/${place.offset}`;
}
