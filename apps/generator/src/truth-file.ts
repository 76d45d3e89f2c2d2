import { closeSync, openSync, writeSync } from 'node:fs';
import type { Appended } from '@cdr/kafka';
import type { Message } from './message.ts';

/** What was spoiled and where it landed, one JSON line per spoiled message. */
export interface TruthFile {
  /** Writes down the spoiled ones among acknowledged messages. */
  tell(partition: number, messages: readonly Message[], appended: readonly Appended[]): void;
  close(): void;
}

/** Begins the file anew. @throws the file system's error when it cannot be written. */
export function openTruthFile(path: string): TruthFile {
  const file = openSync(path, 'w');
  return {
    tell(partition, messages, appended) {
      const lines = truthLines(partition, messages, appended);
      if (lines !== '') writeSync(file, lines);
    },
    close: () => closeSync(file),
  };
}

/** The lines about the spoiled ones among messages that were appended in this order. */
export function truthLines(
  partition: number,
  messages: readonly Message[],
  appended: readonly Appended[],
): string {
  const offsets = appended.flatMap(({ baseOffset, count }) =>
    Array.from({ length: count }, (_, i) => baseOffset + i),
  );
  return messages
    .flatMap(({ n, flaw }, i) => {
      if (!flaw) return [];
      const { name, reason, rule } = flaw;
      return [`${JSON.stringify({ n, flaw: name, reason, rule, partition, offset: offsets[i] })}\n`];
    })
    .join('');
}
