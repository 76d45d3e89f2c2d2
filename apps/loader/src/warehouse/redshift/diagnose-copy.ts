import type { Session } from '../commit-load.ts';
import { tellReason } from './copy-reasons.ts';
import { selectLoadErrors, selectOldLoadErrors, selectSpectrumLog } from './redshift-statements.ts';

/** What the warehouse says of a COPY that it refused. No value of a record is in it. */
export interface CopyFault {
  /** The object's name within its batch; null when none is told. */
  file: string | null;
  column: string | null;
  /** The column's type as the warehouse has it. */
  type: string | null;
  reason: string;
  code: string | null;
}

/** A view of the server's that tells refused loads: asked in this order, and the first with an answer counts. */
interface View {
  text: string;
  read(row: Record<string, unknown>): CopyFault & { url: string | null };
}

const views: readonly View[] = [
  {
    text: selectLoadErrors,
    read: (row) => ({
      ...fileOf(row['file_name']),
      column: textOf(row['column_name']),
      type: typeOf(row['column_type'], row['column_length']),
      reason: tellReason(textOf(row['error_message']) ?? ''),
      code: textOf(row['error_code']),
    }),
  },
  {
    text: selectOldLoadErrors,
    read: (row) => ({
      ...fileOf(row['filename']),
      column: textOf(row['colname']),
      type: typeOf(row['type'], row['col_length']),
      reason: `${tellReason(textOf(row['err_reason']) ?? '')}${sayLength(row['value_bytes'])}`,
      code: textOf(row['err_code']),
    }),
  },
  {
    text: selectSpectrumLog,
    read(row) {
      const message = textOf(row['message']) ?? '';
      const [, column = null] = /column '(?:s3:\/\/[^']*\.)?(\w+)'/.exec(message) ?? [];
      const [url = null] = /(?:https|s3):\/\/[^\s',]+/.exec(message) ?? [];
      return { ...fileOf(url), column, type: null, reason: tellReason(message), code: null };
    },
  },
];

/**
 * Looks up why a COPY of files under `folder` was refused, on the session that sent it; null when the server tells
 * nothing, also where these views may not be read.
 */
export async function diagnoseCopy(session: Session, folder: string): Promise<CopyFault | null> {
  for (const { text, read } of views) {
    const rows = await session.query(text).then(
      (answer) => answer.rows,
      () => [], // denied, or not there: the next one may be
    );
    const faults = rows.map(read).filter(({ url }) => url === null || url.includes(folder));
    const [fault] = faults;
    if (fault)
      return {
        file: fault.file,
        column: fault.column,
        type: fault.type,
        reason: fault.reason,
        code: fault.code,
      };
  }
  return null;
}

// Redshift reads files by their https URL, in which `=` is `%3D`.
function fileOf(told: unknown): { url: string | null; file: string | null } {
  const text = textOf(told);
  if (text === null) return { url: null, file: null };
  const [address] = text.split('?');
  const url = decode(address!);
  return { url, file: url.slice(url.lastIndexOf('/') + 1) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// STL views pad their texts with blanks.
function textOf(value: unknown): string | null {
  const text = value === null || value === undefined ? '' : String(value).trim();
  return text === '' ? null : text;
}

function typeOf(type: unknown, length: unknown): string | null {
  const name = textOf(type);
  const bytes = textOf(length);
  if (name === null) return null;
  return bytes === null || bytes === '0' || name.includes('(')
    ? name.toUpperCase()
    : `${name.toUpperCase()}(${bytes})`;
}

function sayLength(bytes: unknown): string {
  const count = Number(bytes ?? 0);
  return count > 0 ? ` (the value has ${count} bytes and is not shown)` : '';
}
