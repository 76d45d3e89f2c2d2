import type { Health, Log, Metrics } from '@cdr/telemetry';

/** A part's outage as the outside sees it: told once when it starts and once when it is over. */
export interface Trouble {
  /** An attempt failed and will be repeated; only the first is told. */
  failed(attempts: object, error: unknown): void;
  /** The attempts that failed before work again, or were given up. */
  over(attempts: object, outcome: 'works' | 'given up'): void;
  /** The part was seen to work: attempts given up before no longer count as failing. */
  works(): void;
}

/** To whom trouble is told. */
export interface Told {
  log: Log;
  health: Pick<Health, 'notReady' | 'ready' | 'retrying'>;
  metrics: Pick<Metrics, 'partTrouble' | 'retries'>;
}

/**
 * Tells the trouble of one part (`Kafka`, `S3`, `warehouse`) to the log, to a gauge and to `/ready`, however many callers
 * share the part. A worker that retries is not stalled; one whose attempt neither fails nor ends is.
 *
 * Attempts end with the session that carried them, and partitions change hands: an outage outlives them. What is given up
 * while it lasts counts as failing until somebody's attempt works, so that the end is told too.
 */
export function createTrouble(part: string, { log, health, metrics }: Told): Trouble {
  const failing = new Set<object>();
  const givenUp = new Set<object>();
  let since = 0;
  metrics.partTrouble.set({ part }, 0);
  metrics.retries.inc({ part }, 0);

  function works(): void {
    if (failing.size === 0) return;
    for (const attempts of givenUp) failing.delete(attempts);
    givenUp.clear();
    if (failing.size > 0) return;
    health.ready(part);
    metrics.partTrouble.set({ part }, 0);
    log.info({ part, seconds: (Date.now() - since) / 1000 }, `${part} works again`);
  }

  return {
    failed(attempts, error) {
      health.retrying();
      if (failing.size === 0) {
        since = Date.now();
        const { message: reason = 'unknown error', code } = error as Partial<NodeJS.ErrnoException>;
        health.notReady(part, `does not work (${reason})`);
        metrics.partTrouble.set({ part }, 1);
        // An outage is no bug: its reason says all, a stack trace would bury it.
        log.warn({ part, code, reason }, `${part} does not work; trying again until it does`);
      }
      failing.add(attempts);
    },
    over(attempts, outcome) {
      if (failing.has(attempts)) givenUp.add(attempts);
      if (outcome === 'works') works();
    },
    works,
  };
}
