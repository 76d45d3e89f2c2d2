import { KafkaError } from '@cdr/kafka';
import type { Telemetry } from '@cdr/telemetry';
import { createTrouble, retryForever } from '@cdr/worker';

/**
 * Repeats what Kafka is asked for until it works; the outage is told once for all who ask.
 * @throws KafkaError that does not pass by itself, and the signal's reason when it aborts.
 */
export type KafkaPatience = <T>(attempt: () => Promise<T>, signal: AbortSignal) => Promise<T>;

/** Patience that counts its retries. */
export function createKafkaPatience(telemetry: Pick<Telemetry, 'log' | 'health' | 'metrics'>): KafkaPatience {
  const trouble = createTrouble('Kafka', telemetry);
  return function untilKafkaAnswers(attempt, signal) {
    return retryForever(trouble, attempt, {
      isRetriable: (error) => error instanceof KafkaError && error.retriable,
      onRetry: () => telemetry.metrics.retries.inc({ part: 'Kafka' }),
      signal,
    });
  };
}
