import { useState } from 'preact/hooks';
import { Table } from '../parts/table.tsx';
import { moment } from '../show/format.ts';
import type { ChartLine, Write } from './chart-line.ts';
import { momentsToList } from './moments-to-list.ts';

interface ChartTableParts {
  title: string;
  at: number[];
  lines: ChartLine[];
  write: Write;
}

/** The same figures to be read, made only when asked for. */
export function ChartTable({ title, at, lines, write }: ChartTableParts) {
  const [open, setOpen] = useState(false);
  return (
    <details class="chart-table" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        Show as table<span class="unseen">: {title}</span>
      </summary>
      {open && (
        <Table
          caption={title}
          captionUnseen
          columns={[
            { head: 'UTC', show: (place: number) => moment(at[place]! * 1_000), names: true },
            ...lines.map(({ name, values }) => ({
              head: name,
              show: (place: number) => write(values[place] ?? null),
              numeric: true,
            })),
          ]}
          rows={momentsToList(at.length)}
          keyOf={(place) => at[place]!}
          empty="Nothing was measured yet."
        />
      )}
    </details>
  );
}
