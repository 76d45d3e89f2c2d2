import type { Offender } from '../../api.ts';
import { Bar } from '../parts/bar.tsx';
import { Table } from '../parts/table.tsx';
import { count } from '../show/format.ts';

interface OffenderParts {
  caption: string;
  /** The worst first. */
  offenders: Offender[];
}

export function OffenderTable({ caption, offenders }: OffenderParts) {
  const most = offenders[0]?.letters ?? 1;
  // Names that are masked may be alike.
  const rows = offenders.map((offender, place) => ({ ...offender, place }));
  return (
    <Table
      caption={caption}
      columns={[
        { head: 'Name', show: ({ name }) => name, names: true },
        { head: 'Bad records', show: ({ letters }) => count(letters), numeric: true },
        {
          head: <span class="unseen">As a bar</span>,
          show: ({ letters }) => <Bar share={letters / most} />,
          wide: true,
        },
      ]}
      rows={rows}
      keyOf={({ place }) => place}
      empty={`${caption}: no bad record names one.`}
    />
  );
}
