import type { QualityView } from '../../api.ts';
import { Swatch } from '../charts/legend.tsx';
import { Bar } from '../parts/bar.tsx';
import { reasons } from '../parts/reasons.ts';
import { type Column, Table } from '../parts/table.tsx';
import { linkTo } from '../routing/route.ts';
import { count, percent } from '../show/format.ts';
import { type ReasonRow, reasonRows } from './reason-rows.ts';

const spanNames: Record<number, string> = { 1: 'hour', 24: 'day', 168: 'week' };

/** Why records were refused, and by which rules; each leads to its letters. */
export function ReasonTable({ quality: { reasons: counted, hours, at } }: { quality: QualityView }) {
  const from = at - hours * 3_600_000;
  const columns: Column<ReasonRow>[] = [
    { head: 'Reason and rules', show: (row) => <Name row={row} from={from} />, names: true },
    { head: 'Letters', show: ({ letters }) => count(letters), numeric: true },
    { head: 'Share', show: ({ share }) => percent(share), numeric: true },
    {
      head: <span class="unseen">As a bar</span>,
      show: ({ reason, share }) => <Bar share={share} colour={reasons[reason].colour} />,
      wide: true,
    },
  ];
  return (
    <Table
      caption="Reasons"
      columns={columns}
      rows={reasonRows(counted)}
      keyOf={({ reason, rule }) => `${reason} ${rule ?? ''}`}
      empty={`Nothing was refused in the last ${spanNames[hours] ?? `${hours} hours`}.`}
    />
  );
}

function Name({ row: { reason, rule }, from }: { row: ReasonRow; from: number }) {
  if (rule !== null)
    return (
      <a class="rule-name" href={linkTo('letters', [], { reason, rule, from })}>
        {rule}
      </a>
    );
  return (
    <>
      <Swatch colour={reasons[reason].colour} />{' '}
      <a href={linkTo('letters', [], { reason, from })}>{reason}</a>{' '}
      <span class="quiet">{reasons[reason].says}</span>
    </>
  );
}
