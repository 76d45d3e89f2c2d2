import { reasonOf } from '@cdr/operations';
import type { FiguresSource } from './read-figures.ts';
import type { Figures } from './standing.ts';

/** What one look at the pipeline brought. */
export type Look =
  { kind: 'figures'; figures: Figures } | { kind: 'unknown'; why: string } | { kind: 'aborted' };

/** Reads the figures once; comes to its end within `withinMs`, or when `signal` aborts, though nobody answers. */
export function look(
  figures: Pick<FiguresSource, 'read'>,
  withinMs: number,
  signal: AbortSignal,
): Promise<Look> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve({ kind: 'aborted' });
    const timer = setTimeout(giveUp, withinMs);
    // Taken away with each look: the signal lives as long as the run, and keeps what hangs on it.
    signal.addEventListener('abort', abort, { once: true });
    figures.read().then(
      (read) => end({ kind: 'figures', figures: read }),
      (error: unknown) => end({ kind: 'unknown', why: reasonOf(error) }),
    );

    function giveUp(): void {
      end({ kind: 'unknown', why: `no answer within ${withinMs / 1_000} s` });
    }
    function abort(): void {
      end({ kind: 'aborted' });
    }
    function end(found: Look): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      resolve(found);
    }
  });
}
