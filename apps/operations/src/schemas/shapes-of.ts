import type { ColumnType } from '@cdr/call-record';
import type { JsonSchema, SchemaType } from './json-schema.ts';
import { released } from './released.ts';

/** A kind of value, as far as a column has to tell it from others. */
export type Shape =
  'text' | 'a moment' | 'a decimal as text' | 'a whole number' | 'a number' | 'something else';

// v1, which is never edited.
const { start_datetime: moment, total_amount: amount } = released[0]!.schema.properties!;

// Text in which a loader reads more than text, by the pattern that it was released with.
const forms = new Map<string, Shape>([
  [moment!.pattern!, 'a moment'],
  [amount!.anyOf![1]!.pattern!, 'a decimal as text'],
]);

const shapes: Record<SchemaType, Shape> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'something else',
  null: 'something else',
  object: 'something else',
};

/** The shapes that values of a field may have. */
export function shapesOf(field: JsonSchema): Shape[] {
  const { type, pattern, anyOf, enum: words, const: word } = field;
  if (anyOf !== undefined) return [...new Set(anyOf.flatMap(shapesOf))];
  if (type === 'string') return [forms.get(pattern ?? '') ?? 'text'];
  if (type !== undefined) return [shapes[type]];
  const values = words ?? (word === undefined ? [null] : [word]);
  return [...new Set(values.map(shapeOf))];
}

function shapeOf(value: unknown): Shape {
  if (typeof value === 'string') return 'text';
  if (typeof value !== 'number') return 'something else';
  return Number.isInteger(value) ? 'a whole number' : 'a number';
}

/** The shapes that a column can hold. */
export const held: Record<ColumnType['kind'], readonly Shape[]> = {
  text: ['text', 'a moment', 'a decimal as text'],
  timestamp: ['a moment'],
  integer: ['a whole number'],
  bigint: ['a whole number'],
  decimal: ['a number', 'a whole number', 'a decimal as text'],
};
