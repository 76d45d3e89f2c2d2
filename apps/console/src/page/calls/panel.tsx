import type { CallsPanel } from '../../api.ts';
import { Notice } from '../parts/notice.tsx';
import { Shape } from '../parts/shape.tsx';
import { Table } from '../parts/table.tsx';
import { clock, duration, unknown } from '../show/format.ts';
import { isNumeric } from './is-numeric.ts';
import { MinuteChart } from './minute-chart.tsx';

/** An answer of a view, with what it answers and how old it is. */
export function Panel({ panel }: { panel: CallsPanel }) {
  const { title, says, at, tookMs, problem } = panel;
  return (
    <section class="panel">
      <h2>{title}</h2>
      <p class="quiet">
        {says}
        {at !== null && ` As of ${clock(at)} UTC, took ${duration((tookMs ?? 0) / 1_000)}.`}
      </p>
      {problem !== null && (
        <p class="warn">
          <Shape tone="warn" /> {problem}
        </p>
      )}
      {at === null ? problem === null && <Notice title="Asking the warehouse…" /> : <Answer panel={panel} />}
    </section>
  );
}

function Answer({ panel }: { panel: CallsPanel }) {
  if (panel.name !== 'calls_per_minute') return <Rows panel={panel} />;
  return (
    <div class="side-by-side">
      <MinuteChart panel={panel} />
      <Rows panel={panel} />
    </div>
  );
}

function Rows({ panel: { title, columns, rows } }: { panel: CallsPanel }) {
  return (
    <Table
      caption={title}
      captionUnseen
      columns={columns.map((head, place) => ({
        head,
        show: ({ row }: { row: CallsPanel['rows'][number] }) => row[place] ?? unknown,
        numeric: isNumeric(rows, place),
        names: place === 0,
      }))}
      rows={rows.map((row, place) => ({ row, place }))}
      keyOf={({ place }) => place}
      empty="None so far."
    />
  );
}
