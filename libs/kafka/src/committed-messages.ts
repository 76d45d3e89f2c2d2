import type { AbortedTransaction, Message } from './kafkajs-internals.ts';

/**
 * The messages of a fetch that count: no control records, and nothing of the transactions that the broker names as
 * aborted. kafkajs's own filter lets some of those through when transactions overlap, and more or less of them by where
 * the read began.
 */
export function committedMessages(
  messages: readonly Message[],
  aborted: readonly AbortedTransaction[],
): Message[] {
  const ahead = [...aborted].sort((a, b) => Number(a.firstOffset) - Number(b.firstOffset));
  const running = new Set<string>();
  return messages.filter(({ offset, isControlRecord, batchContext: { producerId, inTransaction } }) => {
    while (ahead.length > 0 && Number(ahead[0]!.firstOffset) <= Number(offset)) {
      running.add(ahead.shift()!.producerId);
    }
    // A producer's control record ends its transaction, and the next one may be committed.
    if (isControlRecord) running.delete(producerId);
    return !isControlRecord && !(inTransaction && running.has(producerId));
  });
}
