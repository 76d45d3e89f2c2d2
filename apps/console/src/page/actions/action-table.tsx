import type { ActionView } from '../../api.ts';
import { type Column, Table } from '../parts/table.tsx';
import { writtenMoment } from '../show/written-moment.ts';

const columns: Column<ActionView>[] = [
  { head: 'When', names: true, show: ({ at }) => <span class="together">{writtenMoment(at)}</span> },
  { head: 'Who', show: ({ by, role }) => <span class="together">{`${by}, ${role}`}</span> },
  { head: 'Did', show: ({ action }) => action },
  { head: 'To', show: ({ what }) => <span class="long-text">{what}</span> },
  { head: 'Why', wide: true, show: ({ note }) => <span class="long-text">{note}</span> },
];

export function ActionTable({ actions }: { actions: ActionView[] }) {
  return (
    <Table
      caption="Done in this console"
      columns={columns}
      rows={actions}
      keyOf={({ at, by, action, what }) => `${at} ${by} ${action} ${what}`}
      empty="Nothing was done in this console yet."
    />
  );
}
