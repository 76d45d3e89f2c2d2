import type { ComponentChildren } from 'preact';
import { Notice } from './notice.tsx';
import { useOverflows } from './use-overflows.ts';

export interface Column<Row> {
  head: ComponentChildren;
  show: (row: Row) => ComponentChildren;
  /** Numbers stand to the right, one under the other. */
  numeric?: boolean;
  /** Takes what room there is. */
  wide?: boolean;
  /** Names the row: a screen reader says it with each cell. */
  names?: boolean;
}

// More rows scroll in a frame of their own, so that what is below a table can be reached.
const mostRowsAtOnce = 30;

interface TableParts<Row> {
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  keyOf: (row: Row) => string | number;
  /** In the place of the rows when there are none: one sentence. */
  empty: string;
  /** Some heading beside says the same as the caption. */
  captionUnseen?: boolean;
}

export function Table<Row>({ caption, columns, rows, keyOf, empty, captionUnseen = false }: TableParts<Row>) {
  const [frame, overflows] = useOverflows();
  if (rows.length === 0) return <Notice title={empty} />;
  // Whoever has only a keyboard scrolls what has the focus; without anything to scroll it would be a stop for nothing.
  const scrolls = overflows ? { tabIndex: 0, role: 'region' as const, 'aria-label': caption } : {};
  return (
    <div class={`table-frame ${rows.length > mostRowsAtOnce ? 'long' : ''}`} ref={frame} {...scrolls}>
      <table>
        <caption class={captionUnseen ? 'unseen' : undefined}>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ head, numeric, wide }, place) => (
              <th key={place} scope="col" class={numeric ? 'numeric' : wide ? 'wide' : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column, place) => (
                <Cell key={place} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell<Row>({ column: { show, numeric, names }, row }: { column: Column<Row>; row: Row }) {
  const kind = numeric ? 'numeric' : undefined;
  return names ? (
    <th scope="row" class={kind}>
      {show(row)}
    </th>
  ) : (
    <td class={kind}>{show(row)}</td>
  );
}
