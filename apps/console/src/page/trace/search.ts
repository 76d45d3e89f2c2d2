import type { TracedCall, TraceView } from '../../api.ts';
import type { Answer, Trouble } from '../server/ask.ts';

/** A search and what its answers have told so far. */
export interface Search {
  /** What is asked at first; null when nothing is looked for. */
  path: string | null;
  parts: TraceView[];
  /** So many calls of a number are looked for before the search rests. */
  wanted: number;
  /** Of the last answer, epoch ms by this browser's clock. */
  at: number | null;
  trouble: Trouble | null;
}

const rowsAtOnce = 50;

export function begin(path: string | null): Search {
  return { path, parts: [], wanted: rowsAtOnce, at: null, trouble: null };
}

/** What to ask next; null when there is enough, all was looked through, or something is wrong. */
export function nextPath({ path, parts, wanted, trouble }: Search): string | null {
  if (path === null || trouble !== null) return null;
  const last = parts.at(-1);
  if (last === undefined) return path;
  const { calls, rows } = foundIn(parts);
  if (last.next === null || calls.length > 0 || rows.length >= wanted) return null;
  return `${path}&from=${encodeURIComponent(last.next)}`;
}

export function hear(search: Search, answer: Answer<TraceView>, now: number): Search {
  if (answer.kind !== 'told') return { ...search, trouble: answer };
  return { ...search, parts: [...search.parts, answer.view], at: now, trouble: null };
}

/** The search goes on for as many again. */
export function wantMore(search: Search): Search {
  return { ...search, wanted: foundIn(search.parts).rows.length + rowsAtOnce, trouble: null };
}

/** What its answers say together; null before the first. */
export function foundIn(parts: readonly TraceView[]): TraceView {
  const calls: TracedCall[] = parts.flatMap((part) => part.calls);
  const rows = parts.flatMap((part) => part.rows);
  // Why it was not found elsewhere is of no interest when it was found.
  const says = calls.length > 0 ? [] : parts.flatMap((part) => part.says);
  const { next = null, share = 0 } = parts.at(-1) ?? {};
  return { calls, rows, says, next, share };
}
