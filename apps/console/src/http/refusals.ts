import { KafkaError } from '@cdr/kafka';
import { OutsideError, Stop } from '@cdr/worker';
import { QueryError } from './read-query.ts';

/** An error that a person can do something about, as status and sentence; null for a fault of ours. */
export function refusalOf(error: unknown): { status: 400 | 503; problem: string } | null {
  if (error instanceof QueryError) return { status: 400, problem: error.message };
  const isOutside = error instanceof KafkaError || error instanceof OutsideError || error instanceof Stop;
  return isOutside ? { status: 503, problem: error.message } : null;
}
