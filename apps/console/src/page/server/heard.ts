import type { Answer, Trouble } from './ask.ts';

/** What is known of a path: the last view, how old it is, and what came instead of a newer one. */
export interface Heard<T> {
  path: string | null;
  view: T | null;
  /** Epoch ms by this browser's clock. */
  at: number | null;
  trouble: Trouble | null;
}

export function nothingHeard<T>(path: string | null): Heard<T> {
  return { path, view: null, at: null, trouble: null };
}

/** A view takes the place of the last one; trouble leaves the last one of the same path to be looked at. */
export function hear<T>(before: Heard<T>, path: string, answer: Answer<T>, now: number): Heard<T> {
  if (answer.kind === 'told') return { path, view: answer.view, at: now, trouble: null };
  return { ...(before.path === path ? before : nothingHeard<T>(path)), trouble: answer };
}
