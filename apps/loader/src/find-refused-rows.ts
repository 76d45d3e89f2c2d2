import type { Objection } from './warehouse/warehouse.ts';

/** Rows of a batch by their number: `count` from `first` on. */
export interface RowSpan {
  first: number;
  count: number;
}

/**
 * Finds the rows that make a warehouse refuse a batch, by halves: what is refused is cut in two and tried again, down to single
 * rows. A row is only named after it was refused alone. Resolves to null as soon as there are more than `most`.
 */
export async function findRefusedRows(
  rows: number,
  tryRows: (span: RowSpan) => Promise<Objection | null>,
  most: number,
): Promise<Map<number, Objection> | null> {
  const found = new Map<number, Objection>();

  /** Looks into rows that are refused, as was seen or follows. */
  async function lookInto({ first, count }: RowSpan): Promise<void> {
    if (found.size > most) return;
    const left = { first, count: Math.ceil(count / 2) };
    const right = { first: first + left.count, count: count - left.count };
    const isLeftRefused = await look(left);
    // What is left of a refused batch when a half of it is taken is the half that is not.
    if (right.count === 0) return;
    if (isLeftRefused || right.count === 1) await look(right);
    else await lookInto(right);
  }

  /** Tries rows, and looks into them when they are refused; whether they were. */
  async function look(span: RowSpan): Promise<boolean> {
    if (found.size > most) return true;
    const objection = await tryRows(span);
    if (objection === null) return false;
    if (span.count === 1) found.set(span.first, objection);
    else await lookInto(span);
    return true;
  }

  await lookInto({ first: 0, count: rows });
  return found.size > most ? null : found;
}
