import { KafkaError } from '@cdr/kafka';
import { RegistryError } from '@cdr/schema-registry';
import type { Telemetry } from '@cdr/telemetry';
import { createTrouble, retryForever } from '@cdr/worker';

/**
 * Repeats what a part is asked for until it works; the outage is told once for all who ask.
 * @throws the part's error when it does not pass by itself, and the signal's reason when it aborts.
 */
export type Patience = <T>(attempt: () => Promise<T>, signal: AbortSignal) => Promise<T>;

/** Patience with Kafka that counts its retries. */
export function createKafkaPatience(telemetry: Told): Patience {
  return createPatience('Kafka', telemetry, (error) => error instanceof KafkaError && error.retriable);
}

/** Patience with the schema registry that counts its retries. */
export function createRegistryPatience(telemetry: Told): Patience {
  return createPatience(
    'schema registry',
    telemetry,
    (error) => error instanceof RegistryError && error.retriable,
  );
}

type Told = Pick<Telemetry, 'log' | 'health' | 'metrics'>;

function createPatience(part: string, telemetry: Told, isRetriable: (error: unknown) => boolean): Patience {
  const trouble = createTrouble(part, telemetry);
  return function untilItAnswers(attempt, signal) {
    const onRetry = () => telemetry.metrics.retries.inc({ part });
    return retryForever(trouble, attempt, { isRetriable, onRetry, signal });
  };
}
