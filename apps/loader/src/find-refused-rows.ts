import type { Objection } from './warehouse/warehouse.ts';

/** Rows of a batch by their number: `count` from `first` on. */
export interface RowSpan {
  first: number;
  count: number;
}

export interface RowSearch {
  /** What the warehouse says against these rows; null when it takes them. */
  tryRows: (span: RowSpan) => Promise<Objection | null>;
  /** Whether one row will do: the next load of the batch shows whether there are more, and is done anyway. */
  firstOnly: boolean;
  /** With more refused rows than that there is no answer. */
  most: number;
}

/**
 * Finds the rows that make a warehouse refuse a batch, by halves: what is refused is cut in two and tried again, down to single
 * rows. A row is only named after it was refused alone. Resolves to null as soon as there are more than `most`.
 */
export async function findRefusedRows(
  rows: number,
  { tryRows, firstOnly, most }: RowSearch,
): Promise<Map<number, Objection> | null> {
  const found = new Map<number, Objection>();

  function isOver(): boolean {
    return found.size > most || (firstOnly && found.size > 0);
  }

  /** Looks into rows that are refused, as was seen or follows. */
  async function lookInto({ first, count }: RowSpan): Promise<void> {
    const left = { first, count: Math.ceil(count / 2) };
    const right = { first: first + left.count, count: count - left.count };
    const isLeftRefused = await look(left);
    if (right.count === 0 || isOver()) return;
    // When a half of refused rows is taken, the other half is refused.
    if (isLeftRefused || right.count === 1) await look(right);
    else await lookInto(right);
  }

  /** Tries rows, and looks into them when they are refused; whether they were. */
  async function look(span: RowSpan): Promise<boolean> {
    const objection = await tryRows(span);
    if (objection === null) return false;
    if (span.count === 1) found.set(span.first, objection);
    else await lookInto(span);
    return true;
  }

  await lookInto({ first: 0, count: rows });
  return found.size > most ? null : found;
}
