import type { JsonSchema, SchemaType } from './json-schema.ts';

const things: Record<SchemaType, string> = {
  object: 'an object',
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
};

// Each bound, in the order of telling.
const bounds: [keyof JsonSchema, (value: unknown) => string][] = [
  ['pattern', (value) => `like ${String(value)}`],
  ['minLength', (value) => `of at least ${String(value)} characters`],
  ['maxLength', (value) => `of at most ${String(value)} characters`],
  ['minimum', (value) => `of at least ${String(value)}`],
  ['maximum', (value) => `of at most ${String(value)}`],
  ['exclusiveMinimum', (value) => `above ${String(value)}`],
  ['exclusiveMaximum', (value) => `below ${String(value)}`],
];

/** What a schema takes, in words: "text of at most 50 characters". */
export function saySchema(schema: JsonSchema): string {
  const { type, anyOf, enum: words } = schema;
  if (anyOf !== undefined) return anyOf.map(saySchema).join(' or ');
  if (words !== undefined) return `one of ${words.map((word) => JSON.stringify(word)).join(', ')}`;
  if ('const' in schema) return `nothing but ${JSON.stringify(schema.const)}`;
  const said = bounds.flatMap(([word, say]) => (schema[word] === undefined ? [] : [say(schema[word])]));
  return [type === undefined ? 'anything' : things[type], ...said].join(' ');
}
