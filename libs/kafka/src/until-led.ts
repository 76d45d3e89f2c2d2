import { setTimeout as pause } from 'node:timers/promises';
import { KafkaError } from './kafka.ts';

const askEveryMs = 100;

/**
 * Waits until a broker knows a topic that has just been created, and each of its partitions has a leader; `describe`
 * throws as long as that is not so. The client by itself waits out one of the answers that a busy broker gives meanwhile.
 * @throws the last answer when that takes longer than `withinMs`, and at once what does not pass by itself
 */
export async function untilLed(describe: () => Promise<unknown>, withinMs = 30_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    try {
      await describe();
      return;
    } catch (error) {
      const isOnItsWay =
        error instanceof KafkaError && (error.retriable || error.code === 'UNKNOWN_TOPIC_OR_PARTITION');
      if (!isOnItsWay || Date.now() > deadline) throw error;
      await pause(askEveryMs);
    }
  }
}
