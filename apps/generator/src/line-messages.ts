import { isUtf8 } from 'node:buffer';
import { type Message, sizeOf } from './message.ts';
import type { Line } from './read-lines.ts';

/** A line that cannot be published. */
export interface TooLarge {
  line: number;
  bytes: number;
}

/**
 * Each line as one message, bytes untouched, keyed by its `caller_id` where it has one; lines whose message is over
 * `mostBytes` are told to `onTooLarge` and left out.
 */
export async function* lineMessages(
  lines: AsyncIterable<Line>,
  mostBytes: number,
  onTooLarge: (line: TooLarge) => void,
): AsyncGenerator<Message, void> {
  for await (const { number, bytes, value } of lines) {
    const message = value && { n: number, key: keyOf(value), value };
    if (message && sizeOf(message) <= mostBytes) yield message;
    else onTooLarge({ line: number, bytes });
  }
}

/** The `caller_id` of a JSON object, null where there is no such text. */
export function keyOf(value: Buffer): string | null {
  if (!isUtf8(value)) return null;
  try {
    const parsed: unknown = JSON.parse(value.toString());
    if (typeof parsed !== 'object' || parsed === null || !('caller_id' in parsed)) return null;
    return typeof parsed.caller_id === 'string' ? parsed.caller_id : null;
  } catch {
    return null;
  }
}
