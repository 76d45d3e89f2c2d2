import { expect, test } from '@jest/globals';
import type { JsonSchema } from './json-schema.ts';
import type { Held } from './held.ts';
import { judgeStrangers } from './register-released.ts';
import { released } from './released.ts';

const newest = released.at(-1)!.schema;

function held(...schemas: unknown[]): Held[] {
  return schemas.map((json, n) => ({ version: n + 1, id: n + 7, text: JSON.stringify(json), json }));
}

function withField(field: JsonSchema): JsonSchema {
  return { ...newest, properties: { ...newest.properties, imei: field } };
}

test('our own schemas, and strangers whose records we read, forbid nothing', () => {
  const { cell_id: _, ...fewer } = newest.properties!;
  const narrower = { ...newest, properties: fewer };
  expect(judgeStrangers('calls-value', held())).toBeNull();
  expect(judgeStrangers('calls-value', held(...released.map(({ schema }) => schema), narrower))).toBeNull();
});

test('a stranger whose records we do not read is told by its version and id, with what to do', () => {
  expect(judgeStrangers('calls-value', held(newest, withField({ type: 'string' })))).toBe(
    'calls-value holds a schema that is none of ours, and v2 does not read all records by it, so nothing was registered: ' +
      'imei: records by version 2 (id 8) may have it, v2 has no place for it. Whose is it? If a newer release has it, ' +
      'register from that one; if not, have it taken out of the subject, or choose another RAW_TOPIC',
  );
});

test.each<[string, unknown, RegExp]>([
  ['no JSON', null, /: version 1 \(id 7\): the schema must be a JSON object/],
  [
    'beyond our check',
    withField({ type: 'array' as never }),
    /: version 1 \(id 7\): type of imei must be one of/,
  ],
  [
    'of something else',
    { type: 'object', properties: { a: { type: 'null' } } },
    /(; .*){2}; and \d+ more\. Whose/,
  ],
])('a stranger that is %s forbids it too', (_, json, words) => {
  expect(judgeStrangers('calls-value', held(json))).toMatch(words);
});
