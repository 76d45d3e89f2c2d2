import { useEffect, useReducer, useState } from 'preact/hooks';
import { useTabVisible } from '../frame/use-tab-visible.ts';
import { ask } from './ask.ts';
import { hear, type Heard, nothingHeard } from './heard.ts';
import { startPoll } from './poll.ts';

/** A view that is kept new. */
export interface Polled<T> extends Heard<T> {
  /** Asks now, and goes on from there. */
  again: () => void;
}

const liveMs = 2_000;

/**
 * Asks a path every so often while the tab is looked at; null asks once. Another path forgets what was heard of the one
 * before: nobody acts on a letter that is not the one asked for. Without a path, or when paused, it asks nothing.
 */
export function usePolled<T>(
  path: string | null,
  everyMs: number | null = liveMs,
  { paused = false } = {},
): Polled<T> {
  const visible = useTabVisible();
  const [heard, setHeard] = useState<Heard<T>>(nothingHeard(path));
  const [round, again] = useReducer((count: number, _: undefined) => count + 1, 0);
  const rests = paused || (everyMs !== null && !visible);

  useEffect(() => {
    if (path === null || rests) return;
    return startPoll<T>({
      look: () => ask<T>(path),
      everyMs,
      heard: (answer) => setHeard((before) => hear(before, path, answer, Date.now())),
    });
  }, [path, everyMs, rests, round]);

  return { ...(heard.path === path ? heard : nothingHeard<T>(path)), again: () => again(undefined) };
}
