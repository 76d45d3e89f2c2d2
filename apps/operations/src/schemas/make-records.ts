import fc from 'fast-check';
import { compile } from './compile.ts';
import type { Hints } from './hints-of.ts';
import { isNamed, type JsonSchema, type SchemaType } from './json-schema.ts';

// The same change gets the same answer each time.
const seed = 20_260_501;
const recordCount = 1_000;
const valuesOfAField = 300;

// Far above what a column holds, or a message.
const longestText = 100_000;

// In no schema: an open one takes it all the same.
const nobodysName = 'field_that_no_schema_names';

/**
 * Records that a schema takes, in all their variety, those among them that the hints point at; the same each time.
 * @throws when there are none, or a pattern is beyond what text can be made up by
 */
export function makeRecords(schema: JsonSchema, hints: Hints): unknown[] {
  return sample(makeValues(schema, hints), schema, recordCount);
}

type Make = (schema: JsonSchema, hints: Hints) => fc.Arbitrary<unknown>;

const makers: Record<SchemaType, Make> = {
  object: makeObject,
  string: makeText,
  integer: makeWholeNumber,
  number: makeNumber,
  boolean: () => fc.boolean(),
  null: () => fc.constant(null),
};

function makeValues(schema: JsonSchema, hints: Hints): fc.Arbitrary<unknown> {
  if (schema.type === 'object') return makeObject(schema, hints);
  const key = JSON.stringify([schema, hints]);
  const some = pools.get(key) ?? sample(makeSimple(schema, hints), schema, valuesOfAField);
  pools.set(key, some);
  return fc.constantFrom(...some);
}

// A field is the same in most versions of a schema.
const pools = new Map<string, unknown[]>();

function makeSimple(schema: JsonSchema, hints: Hints): fc.Arbitrary<unknown> {
  const { type, anyOf, enum: words } = schema;
  if (anyOf !== undefined) return fc.oneof(...anyOf.map((branch) => makeValues(branch, hints)));
  if (words !== undefined) return fc.constantFrom(...words);
  if ('const' in schema) return fc.constant(schema.const);
  return type === undefined ? anything() : makers[type](schema, hints);
}

// What is made by some words of a schema may break others: a length beside a pattern, an excluded bound.
function sample(made: fc.Arbitrary<unknown>, schema: JsonSchema, numRuns: number): unknown[] {
  const takes = compile(schema);
  const some = fc.sample(made, { seed, numRuns }).filter((one) => takes(one));
  if (some.length === 0)
    throw new Error(`nothing was found that it takes: ${JSON.stringify(schema).slice(0, 200)}`);
  return some;
}

function makeObject(schema: JsonSchema, hints: Hints): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties = true } = schema;
  const isOpen = additionalProperties !== false;
  const others = [...hints.names, nobodysName].filter((name) => isOpen && !isNamed(schema, name));
  const other = makeValues(typeof additionalProperties === 'object' ? additionalProperties : {}, hints);
  const named = Object.entries(properties).map(([name, field]) => [name, makeValues(field, hints)]);
  const fields = Object.fromEntries([...others.map((name) => [name, other]), ...named]) as Record<
    string,
    fc.Arbitrary<unknown>
  >;
  return fc.record(fields, { requiredKeys: required });
}

// jsonValue alone is a list or an object more often than not.
function anything(): fc.Arbitrary<unknown> {
  return fc.oneof(
    fc.string(),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.jsonValue(),
  );
}

function makeText(
  { pattern, minLength = 0, maxLength }: JsonSchema,
  { bounds }: Hints,
): fc.Arbitrary<unknown> {
  if (pattern !== undefined) {
    const regex = new RegExp(pattern, 'u');
    return fc.oneof(fc.stringMatching(regex), fc.stringMatching(regex, { size: 'medium' }));
  }
  const longest = Math.min(maxLength ?? longestText, longestText);
  const lengths = near(bounds).filter((n) => Number.isInteger(n) && n >= minLength && n <= longest);
  // Units of one code point each: so JSON Schema counts.
  const some = fc.string({ unit: 'grapheme-composite', minLength, maxLength: Math.max(minLength, longest) });
  return fc.oneof(some, ...lengths.map((n) => fc.constant('x'.repeat(n))));
}

function makeWholeNumber(schema: JsonSchema, { bounds }: Hints): fc.Arbitrary<unknown> {
  const { min, max } = rangeOf(schema);
  const some = fc.integer({ min: Math.ceil(min), max: Math.floor(max) });
  return fc.oneof(some, ...near(bounds).map((n) => fc.constant(Math.round(n))));
}

function makeNumber(schema: JsonSchema, { bounds }: Hints): fc.Arbitrary<unknown> {
  const some = fc.double({ ...rangeOf(schema), noNaN: true, noDefaultInfinity: true });
  return fc.oneof(some, ...near(bounds).map((n) => fc.constant(n)));
}

function rangeOf({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: JsonSchema) {
  return {
    min: minimum ?? exclusiveMinimum ?? Number.MIN_SAFE_INTEGER,
    max: maximum ?? exclusiveMaximum ?? Number.MAX_SAFE_INTEGER,
  };
}

// On both sides of each bound.
function near(bounds: readonly number[]): number[] {
  return [...new Set(bounds.flatMap((n) => [n - 1, n - 0.5, n, n + 0.5, n + 1]))];
}
