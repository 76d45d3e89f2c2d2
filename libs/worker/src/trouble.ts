import type { Health, Log } from '@cdr/telemetry';

/** A part's outage as the outside sees it: told once when it starts and once when it is over. */
export interface Trouble {
  /** An attempt failed and will be repeated; only the first is told. */
  failed(attempts: object, error: unknown): void;
  /** The attempts that failed before work again, or were given up. */
  over(attempts: object, outcome: 'works' | 'given up'): void;
}

/**
 * Tells the trouble of one part (`Kafka`, `S3`, `warehouse`) to the log and to `/ready`, however many callers share the
 * part. A worker that retries is not stalled: each failure counts as progress for `/live`.
 */
export function createTrouble(part: string, { log, health }: { log: Log; health: Health }): Trouble {
  const failing = new Set<object>();
  let since = 0;

  return {
    failed(attempts, error) {
      health.progress();
      if (failing.size === 0) {
        since = Date.now();
        const { message: reason = 'unknown error', code } = error as Partial<NodeJS.ErrnoException>;
        health.notReady(part, `does not work (${reason})`);
        // An outage is no bug: its reason says all, a stack trace would bury it.
        log.warn({ part, code, reason }, `${part} does not work; trying again until it does`);
      }
      failing.add(attempts);
    },
    over(attempts, outcome) {
      if (!failing.delete(attempts) || failing.size > 0 || outcome === 'given up') return;
      health.ready(part);
      log.info({ part, seconds: (Date.now() - since) / 1000 }, `${part} works again`);
    },
  };
}
