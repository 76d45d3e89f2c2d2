import type { CallsPanel } from '../../api.ts';

/** Whether a column has only numbers. A decimal comes as text, as no number of JavaScript holds it. */
export function isNumeric(rows: CallsPanel['rows'], place: number): boolean {
  const known = rows.map((row) => row[place] ?? null).filter((value) => value !== null);
  return known.length > 0 && known.every((value) => /^-?\d+(\.\d+)?$/.test(String(value)));
}
