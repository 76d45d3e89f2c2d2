/** What a worker says about itself; `/live` and `/ready` answer from it. */
export interface Health {
  /** The worker's loop has turned once more; call it when idle or retrying too. */
  progress(): void;
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
  const { stallAfterMs, now } = options;
  const unready = new Map<string, { why: string; since: number }>();
  let lastProgress = now();
  let hasTurned = false;

  return {
    progress() {
      lastProgress = now();
      hasTurned = true;
    },
    notReady(part, why) {
      unready.set(part, { why, since: unready.get(part)?.since ?? now() });
    },
    ready(part) {
      unready.delete(part);
    },
    liveness() {
      const idleMs = now() - lastProgress;
      if (idleMs < stallAfterMs) return { status: 200, body: { live: true } };
      const why = `no progress for ${seconds(idleMs)} (limit ${seconds(stallAfterMs)}): restart this worker`;
      return { status: 503, body: { live: false, why } };
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

function seconds(ms: number): string {
  return `${String(Math.round(ms / 1000))} s`;
}
