import { KafkaError } from '@cdr/kafka';
import { OutsideError, Stop } from '@cdr/worker';

/**
 * Why work ended early, for a person, without the full stop at the end.
 * @throws whatever is neither a Stop nor trouble with a part: that is a bug, and typing the same again mends none
 */
export function whyStopped(error: unknown): string {
  if (error instanceof Stop) return error.message;
  if (error instanceof OutsideError || error instanceof KafkaError)
    return `${error.message}. "npm run connections" tries each part and says what to do`;
  throw error;
}
