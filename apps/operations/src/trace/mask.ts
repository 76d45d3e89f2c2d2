import { withoutPrefix } from '@cdr/kafka';

// Whoever sees a terminal over a shoulder learns nothing of who called whom, and whoever looks for a call knows it again.

/** A telephone number without its middle: +120******01. */
export function maskNumber(number: string): string {
  if (number.length < 9) return '*'.repeat(number.length);
  return `${number.slice(0, 4)}${'*'.repeat(number.length - 6)}${number.slice(-2)}`;
}

function maskName(name: string): string {
  return `${[...name].slice(0, 1).join('')}***`;
}

/** What tells of a person, by field. What is not known here is hidden: a record that was refused may hold anything. */
const masks: Record<string, (text: string) => string> = {
  caller_name: maskName,
  receiver_name: maskName,
  caller_id: maskNumber,
  receiver_id: maskNumber,
};
const open = new Set([
  ...['start_datetime', 'end_datetime', 'call_duration', 'network_provider', 'total_amount', 'call_status'],
  ...['call_id', 'call_id_from', 'fingerprint', 'raw_partition', 'raw_offset', 'ingested_at'],
]);

/** The fields of a call, without what tells of a person. */
export function maskFields(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, maskField(name, value)]));
}

function maskField(name: string, value: unknown): unknown {
  if (Object.hasOwn(masks, name) && typeof value === 'string') return masks[name]!(value);
  return open.has(name) && typeof value !== 'object' ? value : '***';
}

/** A record's value as masked JSON; null when it is no JSON object, of which nobody knows what it tells. */
export function maskValue(value: Buffer): string | null {
  try {
    const fields = JSON.parse(String(withoutPrefix(value))) as unknown;
    const isObject = typeof fields === 'object' && fields !== null && !Array.isArray(fields);
    return isObject ? JSON.stringify(maskFields(fields as Record<string, unknown>)) : null;
  } catch {
    return null;
  }
}
