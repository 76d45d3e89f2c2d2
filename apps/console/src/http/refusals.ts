import { KafkaError } from '@cdr/kafka';
import { OutsideError, Stop } from '@cdr/worker';
import { ForbiddenError, QueryError } from '../asked/read-query.ts';

/** There is no answer yet to what was asked. */
export class NotYetError extends Error {
  override name = 'NotYetError';
}

const passing = [KafkaError, OutsideError, Stop, NotYetError];

/** An error that a person can do something about, as status and sentence; null for a fault of ours. */
export function refusalOf(error: unknown): { status: 400 | 403 | 503; problem: string } | null {
  if (error instanceof QueryError) return { status: 400, problem: error.message };
  if (error instanceof ForbiddenError) return { status: 403, problem: error.message };
  const isOutside = passing.some((kind) => error instanceof kind);
  return isOutside ? { status: 503, problem: (error as Error).message } : null;
}
