import { KafkaError } from '@cdr/kafka';
import { OutsideError, Stop } from '@cdr/worker';
import type { Step } from './trace.ts';

/** A step; unread when a part cannot be asked, so that the other steps are told all the same. */
export async function attempt<Held>(step: () => Promise<Step<Held>>): Promise<Step<Held>> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof OutsideError || error instanceof KafkaError || error instanceof Stop)
      return { kind: 'unread', says: error.message };
    throw error;
  }
}
