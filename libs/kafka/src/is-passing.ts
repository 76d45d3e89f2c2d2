import { KafkaError } from './kafka.ts';

/** Whether an error is trouble with Kafka that a new session cures, or tells in better words. */
export function isPassing(error: unknown): boolean {
  // Out of range: the log expired or was created anew under the reader. Whoever begins anew sees which, and what to do.
  return error instanceof KafkaError && (error.retriable || error.code === 'OFFSET_OUT_OF_RANGE');
}
