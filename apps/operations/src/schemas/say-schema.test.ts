import { expect, test } from '@jest/globals';
import type { JsonSchema } from './json-schema.ts';
import { saySchema } from './say-schema.ts';

test.each<[JsonSchema, string]>([
  [{}, 'anything'],
  [{ type: 'integer' }, 'a whole number'],
  [{ type: 'integer', minimum: 0, maximum: 9 }, 'a whole number of at least 0 of at most 9'],
  [{ type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 }, 'a number above 0 below 1'],
  [{ type: 'string', minLength: 1, maxLength: 16 }, 'text of at least 1 characters of at most 16 characters'],
  [{ type: 'string', pattern: '^a$' }, 'text like ^a$'],
  [{ type: 'string', enum: ['a', 'b'] }, 'one of "a", "b"'],
  [{ const: 5 }, 'nothing but 5'],
  [{ anyOf: [{ type: 'number' }, { type: 'null' }] }, 'a number or null'],
])('%j is said as "%s"', (schema, words) => {
  expect(saySchema(schema)).toBe(words);
});
