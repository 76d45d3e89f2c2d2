import type { OutgoingMessage } from '../kafka.ts';

/** What is asked of a broker, for whoever decides when it arrives, and whether. */
export type Request =
  | { what: 'produce'; topic: string; partition: number; messages: readonly OutgoingMessage[] }
  /** `waits` tells whether the broker would hold the answer back for now: nothing new has arrived. */
  | { what: 'fetch'; topic: string; partition: number; waits: () => boolean }
  | { what: 'commit'; topic: string; positions: readonly { partition: number; offset: number }[] }
  | { what: 'ask'; topic: string | null };

/** Carries a request to the broker, where `arrive` does it and gives the answer, and carries the answer back. */
export type Network = <T>(request: Request, arrive: () => T) => Promise<T>;

/** Each request arrives, and is answered, in a later turn; a fetch that would wait is answered too. */
export const promptNetwork: Network = async (_, arrive) => {
  await new Promise((resolve) => setImmediate(resolve));
  return arrive();
};
