import type { OutgoingMessage } from './kafka.ts';

// kafkajs groups the messages of a send in quadratic time, so sends stay small: of 300, it takes 1 µs for each.
const maxMessagesPerSend = 300;
const maxBytesPerSend = 512 * 1024; // of keys, values and headers; a reader gets a send whole, however little it asked for

/** Cuts messages into sends, in order: at most 300 messages and 512 KiB each; a larger message goes alone. */
export function chunkMessages<M extends OutgoingMessage>(messages: readonly M[]): M[][] {
  const chunks: M[][] = [];
  let chunk: M[] = [];
  let bytes = 0;
  for (const message of messages) {
    const size = bytesOf(message);
    if (chunk.length > 0 && (chunk.length === maxMessagesPerSend || bytes + size > maxBytesPerSend)) {
      chunks.push(chunk);
      chunk = [];
      bytes = 0;
    }
    chunk.push(message);
    bytes += size;
  }
  if (chunk.length > 0) chunks.push(chunk);
  return chunks;
}

/** Bytes of key, value and headers. */
export function bytesOf({ key, value, headers }: OutgoingMessage): number {
  return sizeOf(key) + sizeOf(value) + headerBytes(headers);
}

function sizeOf(content: Buffer | string | null): number {
  if (content === null) return 0;
  return typeof content === 'string' ? Buffer.byteLength(content) : content.length;
}

function headerBytes(headers: Record<string, string> | undefined): number {
  if (headers === undefined) return 0;
  return Object.entries(headers).reduce((sum, [name, value]) => sum + sizeOf(name) + sizeOf(value), 0);
}
