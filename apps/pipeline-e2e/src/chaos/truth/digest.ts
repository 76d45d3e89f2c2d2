import { hash } from 'node:crypto';

/** Of a message as Kafka holds it: key and value; 64 bits in hex. */
export function digestOf(key: Buffer | string | null, value: Buffer | string | null): string {
  const parts = [key, value].map((part) => {
    const bytes = part === null ? null : Buffer.from(part as string);
    return bytes === null ? Buffer.from([0]) : Buffer.concat([Buffer.from(`1${bytes.length}:`), bytes]);
  });
  return hash('sha256', Buffer.concat(parts), 'hex').slice(0, 16);
}
