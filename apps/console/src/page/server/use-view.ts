import { useEffect, useState } from 'preact/hooks';
import { type Trouble, tell } from './ask.ts';
import type { Heard } from './heard.ts';
import { type Polled, usePolled } from './use-polled.ts';

/** A view with names and numbers in it, which are masked until an operator reveals them. */
export interface MaskedView<T> extends Polled<T> {
  masked: boolean;
  /** Asks for the same view with names and numbers; the console writes down who did. */
  reveal: () => Promise<void>;
  /** Back to the masked view. */
  mask: () => void;
  revealTrouble: Trouble | null;
}

/** A revealed view stands still: to keep it new would be one more line in the list of actions every time. */
export function useView<T>(path: string | null, everyMs: number | null = null): MaskedView<T> {
  const [revealed, setRevealed] = useState<Heard<T> | null>(null);
  const [revealTrouble, setRevealTrouble] = useState<Trouble | null>(null);
  const shown = revealed?.path === path ? revealed : null;
  const polled = usePolled<T>(path, everyMs, { paused: shown !== null });

  function mask(): void {
    setRevealed(null);
    setRevealTrouble(null);
  }
  useEffect(() => mask, [path]);

  async function reveal(): Promise<void> {
    if (path === null) return;
    const answer = await tell<T>(path);
    if (answer.kind === 'told') setRevealed({ path, view: answer.view, at: Date.now(), trouble: null });
    setRevealTrouble(answer.kind === 'told' ? null : answer);
  }

  return { ...polled, ...shown, masked: shown === null, reveal, mask, revealTrouble };
}
