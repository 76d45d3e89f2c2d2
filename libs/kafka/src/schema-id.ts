import type { KafkaRecord } from './kafka.ts';

/** The header in which a producer may name its schema: the registry's id in decimal digits. */
export const schemaIdHeader = 'schema.id';

// Confluent's frame before a value: a zero byte and the id in four, big-endian.
// https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format
const frameBytes = 5;

/** Whether a value stands in Confluent's frame. No JSON text begins with a zero byte. */
export function isFramed(value: Buffer | null): value is Buffer {
  return value !== null && value.length >= frameBytes && value[0] === 0;
}

/** A value in Confluent's frame. */
export function frame(id: number, value: Buffer): Buffer {
  const prefix = Buffer.alloc(frameBytes);
  prefix.writeUInt32BE(id, 1);
  return Buffer.concat([prefix, value]);
}

/** A value without its frame, if it has one. */
export function unframed(value: Buffer | null): Buffer | null {
  return isFramed(value) ? value.subarray(frameBytes) : value;
}

/**
 * The id of the schema that a record names, by its frame or else by its header; null when it names none, and the text of a
 * header that is no id.
 */
export function readSchemaId({
  value,
  headers,
}: Pick<KafkaRecord, 'value' | 'headers'>): number | string | null {
  if (isFramed(value)) return value.readUInt32BE(1);
  const text = headers[schemaIdHeader]?.toString();
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : (text ?? null);
}
