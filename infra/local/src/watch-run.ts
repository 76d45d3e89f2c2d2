import { pause } from '@cdr/worker';
import type { FiguresSource } from './read-figures.ts';
import { createStallClock, sayStuck } from './stall.ts';
import { type Figures, type Standing, whereItStands } from './standing.ts';
import { statusLine } from './status-line.ts';
import type { StatusScreen } from './status-screen.ts';

export interface RunWatch {
  figures: Pick<FiguresSource, 'read'>;
  screen: StatusScreen;
  /** Whether this run comes to an end, and all it publishes is published: what is settled then is loaded. */
  isPublished: () => boolean;
  untilLoaded: boolean;
  stallAfterMs: number;
  logFolder: string;
  /** Aborts when the run must end: told to stop, or a part or worker failed. */
  signal: AbortSignal;
}

/** How a watched run ended. */
export type RunEnd =
  /** Everything published is loaded or dead-lettered, and stood so at these figures. */
  { kind: 'loaded'; figures: Figures } | { kind: 'stalled'; why: string } | { kind: 'aborted' };

const lookEveryMs = 500;

/** Shows where the pipeline stands until all is loaded, nothing moves any more, or the signal aborts. */
export async function watchRun(watch: RunWatch): Promise<RunEnd> {
  const { figures, screen, isPublished, untilLoaded, stallAfterMs, logFolder, signal } = watch;
  const clock = createStallClock(stallAfterMs);
  const aborted = new Promise<null>((resolve) => {
    if (signal.aborted) resolve(null);
    signal.addEventListener('abort', () => resolve(null), { once: true });
  });
  let shown: { standing: Standing; at: number } | null = null;

  function show(standing: Standing | string): void {
    const at = Date.now();
    if (!screen.isDue(at)) return;
    if (typeof standing === 'string') {
      // A broker that has just started needs a moment before it knows the groups: no trouble yet.
      if (shown !== null) screen.show(`no figures just now: ${standing}`, at);
      return;
    }
    const seconds = shown === null ? 0 : (at - shown.at) / 1_000;
    screen.show(statusLine(standing, shown?.standing ?? null, seconds), at);
    shown = { standing, at };
  }

  for (;;) {
    await pause(lookEveryMs, signal);
    const published = isPublished(); // asked before the figures are read: what they show is then all of it
    const read = figures.read().catch((error: unknown) => String(error));
    const now = await Promise.race([read, aborted]); // a part that died may not answer for a while
    if (signal.aborted || now === null) return { kind: 'aborted' };
    const standing = typeof now === 'string' ? null : whereItStands(now);
    show(standing ?? (now as string));
    if (!untilLoaded) continue;
    if (published && standing?.settled) return { kind: 'loaded', figures: now as Figures };
    if (clock.stalled(standing, Date.now())) {
      return { kind: 'stalled', why: sayStuck(standing, stallAfterMs, logFolder) };
    }
  }
}
