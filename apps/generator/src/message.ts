import type { Flaw, MessageValue } from './flaws/index.ts';

/** One message on its way to the raw topic. */
export interface Message {
  /** Its number in this run: 1 is the first message, or the line of the file. */
  n: number;
  key: string | null;
  value: MessageValue;
  headers?: Record<string, string>;
  /** Of the schema that it is written by; undefined for the line of a file. */
  version?: number;
  /** What was spoiled, undefined for a clean one. */
  flaw?: Flaw | undefined;
}

/** What key and value take, in bytes. */
export function sizeOf({ key, value }: Message): number {
  return bytesIn(key) + bytesIn(value);
}

function bytesIn(content: MessageValue): number {
  if (content === null) return 0;
  return typeof content === 'string' ? Buffer.byteLength(content) : content.length;
}
