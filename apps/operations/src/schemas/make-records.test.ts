import { describe, expect, test } from '@jest/globals';
import { newestSchema } from '@cdr/call-record';
import { hintsOf } from './hints-of.ts';
import type { JsonSchema } from './json-schema.ts';
import { makeRecords } from './make-records.ts';

const noHints = { names: [], bounds: [] };

/** The values made of a field that must be there. */
function made(field: JsonSchema, bounds: number[] = []): unknown[] {
  const records = makeRecords(
    { type: 'object', properties: { n: field }, required: ['n'], additionalProperties: false },
    { names: [], bounds },
  );
  return records.map((record) => (record as { n: unknown }).n);
}

describe('records made by the newest schema', () => {
  const schema = newestSchema.schema as JsonSchema;
  const records = makeRecords(schema, noHints) as Record<string, unknown>[];

  test('are many, and the same each time', () => {
    expect(records.length).toBeGreaterThan(900);
    expect(makeRecords(schema, noHints)).toEqual(records);
  });

  test('have each optional field sometimes, and sometimes not', () => {
    for (const field of ['call_id', 'call_status', 'cell_id']) {
      const having = records.filter((record) => field in record).length;
      expect(having).toBeGreaterThan(records.length / 10);
      expect(having).toBeLessThan((records.length * 9) / 10);
    }
  });

  test('take each branch of a field', () => {
    const types = new Set(records.map((record) => typeof record['total_amount']));
    expect(types).toEqual(new Set(['number', 'string']));
  });

  test('have no field that a closed schema does not name', () => {
    const names = new Set(records.flatMap((record) => Object.keys(record)));
    expect([...names].toSorted()).toEqual(Object.keys(schema.properties!).toSorted());
  });
});

test('records of an open schema have fields that it does not name, those of the hints too', () => {
  const open: JsonSchema = { type: 'object', properties: { mast: { type: 'null' } }, required: ['mast'] };
  const records = makeRecords(open, { names: ['imei'], bounds: [] }) as object[];
  expect(records.every((record) => 'mast' in record)).toBe(true);
  expect(records.some((record) => 'imei' in record)).toBe(true);
  expect(records.some((record) => Object.keys(record).some((name) => !['mast', 'imei'].includes(name)))).toBe(
    true,
  );
});

test('records of a schema that is open for one type only have that', () => {
  const records = makeRecords(
    { type: 'object', additionalProperties: { type: 'boolean' } },
    noHints,
  ) as object[];
  const types = new Set(
    records.flatMap((record) => Object.values(record) as unknown[]).map((value) => typeof value),
  );
  expect(types).toEqual(new Set(['boolean']));
});

describe('values', () => {
  test.each<[string, JsonSchema, unknown[]]>([
    ['an enum', { enum: ['a', 2] }, ['a', 2]],
    ['an enum of one type', { type: 'string', enum: ['a', 'bb'], maxLength: 1 }, ['a']],
    ['a const', { const: null }, [null]],
    ['yes and no', { type: 'boolean' }, [true, false]],
    ['null', { type: 'null' }, [null]],
    ['a short range', { type: 'integer', minimum: 2, exclusiveMaximum: 4 }, [2, 3]],
  ])('of %s are all there', (_, field, values) => {
    expect(new Set(made(field))).toEqual(new Set(values));
  });

  test('lie on both sides of a bound that somebody else has', () => {
    expect(made({ type: 'integer' }, [86_400])).toEqual(expect.arrayContaining([86_399, 86_400, 86_401]));
    const lengths = made({ type: 'string' }, [50]).map((text) => (text as string).length);
    expect(lengths).toEqual(expect.arrayContaining([49, 50, 51]));
  });

  test('of a pattern beside a length keep to both', () => {
    const texts = made({ type: 'string', pattern: '^[a-z]+$', minLength: 2, maxLength: 3 }) as string[];
    expect(texts.every((text) => /^[a-z]{2,3}$/.test(text))).toBe(true);
  });

  test('of anything are of each kind', () => {
    const types = new Set(made({}).map((value) => typeof value));
    expect(types).toEqual(new Set(['string', 'number', 'object', 'boolean']));
  });
});

test('hints are the names and bounds of a schema and of all below it, those in a pattern too', () => {
  const { names, bounds } = hintsOf({
    properties: {
      a: { type: 'string', pattern: '^.{1,64}$' },
      b: { anyOf: [{ type: 'integer', minimum: 5 }] },
    },
    additionalProperties: { type: 'string', maxLength: 7 },
  });
  expect(names).toEqual(['a', 'b']);
  expect(bounds.toSorted()).toEqual([1, 5, 64, 7]);
});
