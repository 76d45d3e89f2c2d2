import { pause } from '@cdr/worker';
import { type Look, look } from './look.ts';
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
  /** Replaced by tests. */
  pace?: { lookEveryMs: number; giveUpMs: number };
}

/** How a watched run ended. */
export type RunEnd =
  /** Everything published is loaded or dead-lettered, and stood so at these figures. */
  { kind: 'loaded'; figures: Figures } | { kind: 'stalled'; why: string } | { kind: 'aborted' };

// A part that was only slow, as all are at their start, has answered by then.
const usualPace = { lookEveryMs: 500, giveUpMs: 30_000 };

/** Shows where the pipeline stands until all is loaded, nothing moves any more, or the signal aborts. */
export async function watchRun(watch: RunWatch): Promise<RunEnd> {
  const { figures, screen, isPublished, untilLoaded, stallAfterMs, logFolder, signal } = watch;
  const { lookEveryMs, giveUpMs } = watch.pace ?? usualPace;
  const clock = createStallClock(stallAfterMs);
  let shown: { standing: Standing; at: number } | null = null;

  function show(standing: Standing): void {
    const at = Date.now();
    if (!screen.isDue(at)) return;
    const seconds = shown === null ? 0 : (at - shown.at) / 1_000;
    screen.show(statusLine(standing, shown?.standing ?? null, seconds), at);
    shown = { standing, at };
  }

  function showUnknown(why: string): void {
    const at = Date.now();
    // A broker that has just started needs a moment before it knows the groups: no trouble yet.
    if (shown !== null && screen.isDue(at)) screen.show(`no figures just now: ${why}`, at);
  }

  /** How the run ends with what was seen; null when it goes on. */
  function judge(seen: Exclude<Look, { kind: 'aborted' }>, published: boolean): RunEnd | null {
    const standing = seen.kind === 'figures' ? whereItStands(seen.figures) : null;
    if (seen.kind === 'unknown') showUnknown(seen.why);
    if (standing !== null) show(standing);
    if (!untilLoaded) return null;
    if (seen.kind === 'figures' && published && standing?.settled)
      return { kind: 'loaded', figures: seen.figures };
    if (!clock.stalled(standing, Date.now())) return null;
    return { kind: 'stalled', why: sayStuck(standing, stallAfterMs, logFolder) };
  }

  for (;;) {
    await pause(lookEveryMs, signal);
    const published = isPublished(); // asked before the figures are read: what they show is then all of it
    const seen = await look(figures, giveUpMs, signal); // a part that died may not answer for a while
    if (signal.aborted || seen.kind === 'aborted') return { kind: 'aborted' };
    const end = judge(seen, published);
    if (end !== null) return end;
  }
}
