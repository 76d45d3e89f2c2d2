import type { KafkaRecord } from './kafka.ts';

/** The header in which a producer may name its schema: the registry's id in decimal digits. */
export const schemaIdHeader = 'schema.id';

// Confluent's prefix of a value: a zero byte and the id in four, big-endian.
// https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format
const prefixBytes = 5;

/** Whether a value begins with Confluent's prefix. No JSON text begins with a zero byte. */
export function isPrefixed(value: Buffer | null): value is Buffer {
  return value !== null && value.length >= prefixBytes && value[0] === 0;
}

/** A value behind Confluent's prefix. */
export function withPrefix(id: number, value: Buffer): Buffer {
  const prefix = Buffer.alloc(prefixBytes);
  prefix.writeUInt32BE(id, 1);
  return Buffer.concat([prefix, value]);
}

/** A value without the prefix, if it has one. */
export function withoutPrefix(value: Buffer | null): Buffer | null {
  return isPrefixed(value) ? value.subarray(prefixBytes) : value;
}

/**
 * The id of the schema that a record names, by the prefix of its value or else by its header; null when it names none, and
 * the text of a header that is no id.
 */
export function readSchemaId({
  value,
  headers,
}: Pick<KafkaRecord, 'value' | 'headers'>): number | string | null {
  if (isPrefixed(value)) return value.readUInt32BE(1);
  const text = headers[schemaIdHeader]?.toString();
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : (text ?? null);
}
