import { businessColumns, type CallRecord } from '@cdr/call-record';
import type { Field } from './rule.ts';

type TextColumn = Extract<(typeof businessColumns)[number], { type: { kind: 'text' } }>;

/** The fields that hold text, and how many bytes of UTF-8 their columns hold. */
export const textFields = businessColumns.filter(
  (column): column is TextColumn => column.type.kind === 'text',
);

/** The first text field of which this holds; null when there is none. A field that is absent says nothing. */
export function firstText(call: CallRecord, holds: (text: string, bytes: number) => boolean): Field | null {
  for (const { name, type } of textFields) {
    const text = call[name];
    if (text !== undefined && holds(text, type.bytes)) return name;
  }
  return null;
}
