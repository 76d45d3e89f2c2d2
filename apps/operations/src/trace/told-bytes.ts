import type { TracedRecord } from '@cdr/lineage';
import { maskNumber, maskValue } from './mask.ts';

/** Bytes as they are told: how many, and what they say; null for what is not to be seen, or is not there. */
export interface ToldBytes {
  bytes: number;
  text: string | null;
  base64: string | null;
}

/** The key and the value of a record, as they are or masked; null for one that is not there. */
export function tellRecord({ key, value }: Pick<TracedRecord, 'key' | 'value'>, reveal: boolean) {
  return {
    key: tell(key, reveal, (bytes) => maskNumber(String(bytes))),
    value: tell(value, reveal, maskValue),
  };
}

function tell(
  bytes: Buffer | null,
  reveal: boolean,
  mask: (bytes: Buffer) => string | null,
): ToldBytes | null {
  if (bytes === null) return null;
  const { length } = bytes;
  return reveal
    ? { bytes: length, text: String(bytes), base64: bytes.toString('base64') }
    : { bytes: length, text: mask(bytes), base64: null };
}
