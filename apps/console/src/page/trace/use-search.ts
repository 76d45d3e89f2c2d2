import { useEffect, useReducer, useState } from 'preact/hooks';
import type { TracedCall, TraceView } from '../../api.ts';
import { useTabVisible } from '../frame/use-tab-visible.ts';
import { apiPath } from '../server/api-path.ts';
import { ask, tell, type Trouble } from '../server/ask.ts';
import type { MaskedView } from '../server/use-view.ts';
import { begin, foundIn, hear, nextPath, type Search, wantMore } from './search.ts';

/** A search, answer by answer, of which calls that were found can be revealed. */
export interface Searching extends MaskedView<TraceView> {
  /** Whether more is being looked for. */
  isLooking: boolean;
  /** Looks for more. */
  more: () => void;
}

/** Asks until there is enough or all was looked through, while the tab is looked at. */
export function useSearch(path: string | null): Searching {
  const visible = useTabVisible();
  const [kept, setKept] = useState<Search>(begin(path));
  const [round, nextRound] = useReducer((count: number, _: undefined) => count + 1, 0);
  const search = kept.path === path ? kept : begin(path);
  const next = nextPath(search);

  useEffect(() => {
    if (next === null || !visible) return;
    let isOver = false;
    void ask<TraceView>(next).then((answer) => {
      if (!isOver) setKept((before) => hear(before.path === path ? before : begin(path), answer, Date.now()));
    });
    return () => void (isOver = true);
  }, [path, next, visible, round]);

  function again(): void {
    setKept(begin(path));
    nextRound(undefined);
  }

  const { parts, at, trouble } = search;
  const found = foundIn(parts);
  const { revealed, ...revealing } = useReveal(found.calls);
  return {
    ...{ path, at, trouble, again, ...revealing },
    view: parts.length === 0 ? null : { ...found, calls: revealed ?? found.calls },
    isLooking: next !== null,
    more: () => setKept(wantMore(search)),
  };
}

/** Each call is asked for again by its place: a search may take another way the next time. */
function useReveal(calls: TracedCall[]) {
  const of = JSON.stringify(calls.map(({ place }) => place));
  const [revealed, setRevealed] = useState<{ of: string; calls: TracedCall[] } | null>(null);
  const [revealTrouble, setRevealTrouble] = useState<Trouble | null>(null);
  const shown = revealed?.of === of ? revealed.calls : null;

  function mask(): void {
    setRevealed(null);
    setRevealTrouble(null);
  }
  useEffect(() => mask, [of]);

  async function reveal(): Promise<void> {
    const bare: TracedCall[] = [];
    for (const { place } of calls) {
      if (place === null) continue;
      const answer = await tell<TraceView>(apiPath(['trace'], { row: `${place.partition}/${place.offset}` }));
      if (answer.kind !== 'told') return setRevealTrouble(answer);
      bare.push(...answer.view.calls);
    }
    setRevealTrouble(null);
    setRevealed({ of, calls: bare });
  }

  return { revealed: shown, masked: shown === null, reveal, mask, revealTrouble };
}
