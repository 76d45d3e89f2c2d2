import { type FiguresSource, look, type Standing, whereItStands } from '@cdr/local';
import { pause } from '@cdr/worker';

/** What is known of the pipeline at a moment. */
export interface Sight {
  /** null when it could not be read. */
  standing: Standing | null;
  /** Every worker says that it is ready. */
  allReady: boolean;
}

// A validator commits once a second and a loader cuts a batch after two: less than this is no backlog.
const secondsBehind = 5;

/**
 * Whether the pipeline works as before: all ready; what lay before validator and loader at `first` is done; the load goes
 * on; and neither has more before it than some seconds of traffic, `rate` records a second.
 */
export function hasRecovered({ standing, allReady }: Sight, first: Standing | null, rate: number): boolean {
  if (standing === null || first === null || !allReady) return false;
  const { raw, validated, clean, loaded } = standing;
  const backlog = rate * secondsBehind;
  const caughtUp = validated >= first.raw && loaded >= first.clean;
  return caughtUp && raw - first.raw >= rate && raw - validated <= backlog && clean - loaded <= backlog;
}

/** Why it is not there yet, for a person. */
export function saySight({ standing, allReady }: Sight): string {
  const ready = allReady ? 'all ready' : 'not all ready';
  if (standing === null) return `${ready}, no figures`;
  const { raw, validated, clean, loaded } = standing;
  return `${ready}, raw ${raw}, not validated ${raw - validated}, not loaded ${clean - loaded}`;
}

export interface RecoveryWatch {
  figures: FiguresSource;
  /** Asked at this moment, epoch ms, or later. */
  allReady: (since: number) => boolean;
  /** Records a second. */
  rate: number;
  /** When waiting ends without, ms from now. */
  withinMs: number;
  signal: AbortSignal;
}

const lookEveryMs = 500;
const answerWithinMs = 15_000;

/** Waits until the pipeline works as before; resolves to the last sight, and whether it does. */
export async function awaitRecovery(watch: RecoveryWatch): Promise<{ recovered: boolean; sight: Sight }> {
  const { allReady, rate, withinMs, signal } = watch;
  const begin = Date.now();
  const deadline = begin + withinMs;
  let first: Standing | null = null;
  for (;;) {
    const standing = await readStanding(watch);
    const sight: Sight = { standing, allReady: allReady(begin) };
    first ??= standing;
    const recovered = hasRecovered(sight, first, rate);
    if (recovered || Date.now() > deadline || signal.aborted) return { recovered, sight };
    await pause(lookEveryMs, signal);
  }
}

/** Reads where the pipeline stands, in a time that ends; null when that cannot be read. */
export async function readStanding({
  figures,
  signal,
}: Pick<RecoveryWatch, 'figures' | 'signal'>): Promise<Standing | null> {
  const seen = await look(figures, answerWithinMs, signal);
  return seen.kind === 'figures' ? whereItStands(seen.figures) : null;
}
