import { describe, expect, test } from '@jest/globals';
import { type Column, columns } from '@cdr/call-record';
import type { JsonSchema } from './json-schema.ts';
import { judgeFields } from './judge-fields.ts';
import { released } from './released.ts';

const [v1, v2] = released;
const moment = v1!.schema.properties!['start_datetime']!;

/** What is said of a changed v2, as v3. */
function judged(fields: Record<string, JsonSchema | undefined>, more: Partial<JsonSchema> = {}): string[] {
  const all = Object.entries({ ...v2!.schema.properties, ...fields });
  const properties = Object.fromEntries(
    all.filter((entry): entry is [string, JsonSchema] => entry[1] !== undefined),
  );
  return judgeFields({ name: 'v3', schema: { ...v2!.schema, properties, ...more } }, [v1!, v2!], columns);
}

test.each(released)('the table takes records by the released $name', (version) => {
  expect(judgeFields(version, released.slice(0, released.indexOf(version)), columns)).toEqual([]);
});

describe('a field is refused', () => {
  test('that has no column, with where to add one', () => {
    expect(judged({ imei: { type: 'string' } })).toEqual([
      expect.stringMatching(/^imei has no column\. Add one at the end of \S+columns\.ts, and a migration/),
    ]);
  });

  test('whose column the pipeline fills itself', () => {
    expect(judged({ batch_id: { type: 'string' }, fingerprint: { type: 'string' } })).toEqual([
      expect.stringMatching(/^batch_id is a column that the pipeline fills itself/),
      expect.stringMatching(/^fingerprint is a column that the pipeline fills itself/),
    ]);
  });

  test('that is gone, with why, and what to do instead', () => {
    expect(judged({ cell_id: undefined })).toEqual([
      'cell_id of v2 is gone. Parquet is loaded by position, so a column keeps its place, its name and its type: keep the ' +
        'field (one that is not required may be left out by producers), or take a new topic (docs/schema-evolution.md, ' +
        '"break it properly")',
    ]);
  });

  test('that is renamed, by its old and its new name', () => {
    const cell = v2!.schema.properties!['cell_id'];
    expect(judged({ cell_id: undefined, radio_cell: cell })).toEqual([
      expect.stringMatching(/^radio_cell has no column/),
      expect.stringMatching(/^cell_id of v2 is radio_cell now\. Parquet is loaded by position/),
    ]);
  });

  test.each<[string, JsonSchema, RegExp]>([
    [
      'call_duration',
      { type: 'string' },
      /^call_duration may be text, and its column is INTEGER\. Parquet is/,
    ],
    ['call_duration', { type: 'number' }, /^call_duration may be a number, and its column is INTEGER/],
    ['call_duration', { enum: [1, 1.5] }, /^call_duration may be a number, and its column is INTEGER/],
    ['call_duration', moment, /^call_duration may be a moment, and its column is INTEGER/],
    ['start_datetime', { type: 'string' }, /^start_datetime may be text, and its column is TIMESTAMP/],
    [
      'start_datetime',
      { type: 'integer' },
      /^start_datetime may be a whole number, and its column is TIMESTAMP/,
    ],
    ['total_amount', { type: 'string' }, /^total_amount may be text, and its column is DECIMAL\(5,2\)/],
    [
      'cell_id',
      { anyOf: [{ type: 'string' }, { type: 'integer' }, { type: 'boolean' }] },
      /^cell_id may be a whole number or something else, and its column is VARCHAR\(32\)/,
    ],
    ['cell_id', {}, /^cell_id may be something else, and its column is VARCHAR\(32\)/],
  ])('whose column does not hold it: %s as %j', (name, field, problem) => {
    expect(judged({ [name]: field })).toEqual([expect.stringMatching(problem)]);
  });

  test('that an open schema leaves open', () => {
    expect(judged({}, { additionalProperties: true })).toEqual([
      expect.stringMatching(/^v3 is open: a field that it does not name has no column, and would be lost/),
    ]);
  });
});

test.each<[string, JsonSchema]>([
  ['total_amount', { type: 'integer' }],
  ['cell_id', { type: 'string', enum: ['a', 'b'] }],
  ['cell_id', { const: 'a' }],
  ['call_duration', { enum: [1, 2] }],
])('a field is taken whose column holds it: %s as %j', (name, field) => {
  expect(judged({ [name]: field })).toEqual([]);
});

test.each<[Column['type'], JsonSchema]>([
  [{ kind: 'bigint' }, { type: 'integer' }],
  [{ kind: 'timestamp' }, moment],
  [{ kind: 'text', bytes: 20 }, moment],
])('a new field is taken with a column of its own: %j', (type, field) => {
  // In the place of a released one, as what a field may be is judged by the release.
  const others = columns.map((column) => (column.name === 'cell_id' ? { ...column, type } : column));
  const properties = { ...v2!.schema.properties, cell_id: field };
  expect(judgeFields({ name: 'v3', schema: { ...v2!.schema, properties } }, [v1!], others)).toEqual([]);
});
