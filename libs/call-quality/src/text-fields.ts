import { businessColumns } from '@cdr/call-record';

type TextColumn = Extract<(typeof businessColumns)[number], { type: { kind: 'text' } }>;

/** The fields that hold text, and how many bytes of UTF-8 their columns hold. */
export const textFields = businessColumns.filter(
  (column): column is TextColumn => column.type.kind === 'text',
);
