import type { SentRow } from '../../api.ts';
import { type Column, Table } from '../parts/table.tsx';
import { TraceLink } from '../parts/trace-link.tsx';
import { writtenMoment } from '../show/written-moment.ts';

const columns: Column<SentRow>[] = [
  { head: 'When', show: ({ at }) => <span class="together">{writtenMoment(at)}</span> },
  { head: 'Who', show: ({ by }) => <span class="together">{by}</span> },
  {
    head: 'Was dead for',
    show: ({ reason, rules }) => <span class="long-text">{[reason, ...rules].join(', ')}</span>,
  },
  { head: 'Dead record in raw', names: true, show: ({ original }) => <TraceLink {...original} /> },
  { head: 'Sent as', show: ({ sent }) => <TraceLink {...sent} /> },
  { head: 'Edited', show: ({ edited }) => (edited ? 'yes' : 'no') },
  { head: 'Why', wide: true, show: ({ note }) => <span class="long-text">{note}</span> },
];

export function SentTable({ sent }: { sent: SentRow[] }) {
  return (
    <Table
      caption="Sent back to raw, here or by npm run redrive"
      columns={columns}
      rows={sent}
      keyOf={(row) => `${row.sent.partition}/${row.sent.offset}`}
      empty="No record was sent back yet."
    />
  );
}
