import { expect, test } from '@jest/globals';
import { recordSchemas } from '@cdr/call-record';
import { readSchema } from './read-schema.ts';

test.each(recordSchemas)('the released schema v$version can be judged', ({ schema }) => {
  expect(readSchema(schema)).toEqual({ schema });
});

/** A closed object with one field. */
function withField(field: unknown, more: object = {}) {
  return { type: 'object', properties: { cell_id: field }, additionalProperties: false, ...more };
}

test.each<[string, unknown, RegExp]>([
  ['nothing', null, /^the schema must be a JSON object/],
  ['a list', [], /^the schema must be a JSON object/],
  [
    'a field without a schema',
    withField(true),
    /^cell_id must be a JSON object, such as \{"type": "string"\}$/,
  ],
  [
    'a word beyond the check',
    withField({ type: 'string', format: 'email' }),
    /^cell_id has "format", which this check/,
  ],
  ['a word beyond it within anyOf', withField({ anyOf: [{ $ref: '#' }] }), /^anyOf of cell_id has "\$ref"/],
  [
    'a word beyond it in what is added',
    { additionalProperties: { not: {} } },
    /^additionalProperties of the schema has "not"/,
  ],
  [
    'several types',
    withField({ type: ['string', 'null'] }),
    /^type of cell_id must be one of object, string,/,
  ],
  ['a list as a field', withField({ type: 'array' }), /^type of cell_id must be one of object, string,/],
  [
    'a word for another type',
    withField({ pattern: 'a' }),
    /^no validator would start with .*missing type "string"/,
  ],
  ['a bound that is none', withField({ type: 'string', maxLength: -1 }), /^no validator would start with/],
  ['a pattern that is none', withField({ type: 'string', pattern: '(' }), /^no validator would start with/],
  [
    'a pattern beyond the check',
    withField({ type: 'string', pattern: '^(?=a)' }),
    /^no records can be made up by/,
  ],
  [
    'bounds between which there is nothing',
    withField({ type: 'string', minLength: 3, maxLength: 2 }),
    /^no records can be made up by the schema: nothing was found that it takes: \{"type":"string","minLength":3/,
  ],
  [
    'a field required and not named',
    withField({ type: 'string' }, { required: ['imei'] }),
    /^no validator would start with .*"imei" is not defined/,
  ],
])('%s cannot be judged, and is told where', (_, json, problem) => {
  expect(readSchema(json)).toEqual({ problems: [expect.stringMatching(problem)] });
});

test('all words beyond the check are told at once', () => {
  const fields = { a: { type: 'string', format: 'date' }, b: { type: 'integer', multipleOf: 2 } };
  expect(readSchema({ type: 'object', properties: fields })).toEqual({
    problems: [expect.stringMatching(/^a has "format"/), expect.stringMatching(/^b has "multipleOf"/)],
  });
});
