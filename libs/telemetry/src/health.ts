import { createProgress, type Progress } from './progress.ts';

/** What a worker says about itself; `/live` and `/ready` answer from it, and the watchdog ends the worker by it. */
export interface Health extends Progress {
  /** `part` (for example `Kafka`) cannot be used; `why` continues the sentence: `is not reachable`. */
  notReady(part: string, why: string): void;
  /** `part` can be used (again). */
  ready(part: string): void;
}

/** An answer to a probe: HTTP status and body. */
export interface ProbeAnswer {
  status: 200 | 503;
  body: Record<string, unknown>;
}

export interface HealthWithAnswers extends Health {
  liveness(): ProbeAnswer;
  readiness(): ProbeAnswer;
}

/** Remembers progress and unusable parts; `now` is in ms since the epoch. */
export function createHealth(options: { stallAfterMs: number; now: () => number }): HealthWithAnswers {
  const { now } = options;
  const { look, ...progress } = createProgress(options);
  const unready = new Map<string, { why: string; since: number }>();
  let hasTurned = false;

  return {
    ...progress,
    progress() {
      hasTurned = true;
      progress.progress();
    },
    notReady(part, why) {
      unready.set(part, { why, since: unready.get(part)?.since ?? now() });
    },
    ready(part) {
      unready.delete(part);
    },
    liveness() {
      const why = look();
      return why === null
        ? { status: 200, body: { live: true } }
        : { status: 503, body: { live: false, why } };
    },
    readiness() {
      const reasons = [...unready].map(
        ([part, { why, since }]) => `${part} ${why} since ${new Date(since).toISOString()}`,
      );
      if (!hasTurned) reasons.push('the worker is still starting');
      if (reasons.length === 0) return { status: 200, body: { ready: true } };
      return { status: 503, body: { ready: false, why: reasons.join('; ') } };
    },
  };
}
