import { type Column, type ColumnType, parquetColumns, readUtc } from '@cdr/call-record';

/** Why a warehouse would refuse a clean record: JSON pointer to the field, and plain words without its value. */
export interface Refusal {
  path: string;
  error: string;
}

/**
 * Looks at one clean record as strictly as the strictest warehouse; null when it can be loaded. A validator's records
 * always can: this finds the ones to put aside when a batch cannot be written.
 */
export function whyUnloadable(value: Buffer): Refusal | null {
  const record = parse(value);
  if (record === null) return { path: '', error: 'the clean record is no JSON object in UTF-8' };
  for (const column of parquetColumns) {
    const error = faultOf(column, record[column.name]);
    if (error !== null) return { path: `/${column.name}`, error: `${column.name} ${error}` };
  }
  return null;
}

function parse(value: Buffer): Record<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(utf8.decode(value));
    const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
    return isObject ? (parsed as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function faultOf({ name, type, from, required }: Column, value: unknown): string | null {
  if (from === 'batch') return null;
  // The files are sorted by start, and the ledger keeps its span: no row without one.
  if (value === undefined || value === null) {
    return required || name === 'start_datetime' ? 'is missing' : null;
  }
  if (from === 'record-ms') return Number.isSafeInteger(value) ? null : 'is no whole number of milliseconds';
  return faults[type.kind](value, type as never);
}

const faults: {
  [K in ColumnType['kind']]: (value: unknown, type: Extract<ColumnType, { kind: K }>) => string | null;
} = {
  text(value, { bytes }) {
    if (typeof value !== 'string') return 'is no text';
    if (!value.isWellFormed() || value.includes('\0')) return 'holds NUL or half a character';
    return Buffer.byteLength(value) <= bytes ? null : `is longer than ${bytes} bytes`;
  },
  timestamp: (value) => (typeof value === 'string' && readUtc(value).length > 0 ? null : 'is no moment'),
  integer: (value) =>
    Number.isInteger(value) && value === (value as number) >> 0 ? null : 'is no 32-bit integer',
  bigint: (value) => (Number.isSafeInteger(value) ? null : 'is no whole number'),
  decimal(value, { precision, scale }) {
    const parts = typeof value === 'string' ? /^(\d+)\.(\d+)$/.exec(value) : null;
    const fits = parts !== null && parts[1]!.length <= precision - scale && parts[2]!.length === scale;
    return fits
      ? null
      : `is no amount with ${precision - scale} digits before the point and ${scale} behind it`;
  },
};
