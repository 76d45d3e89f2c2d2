import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { newestSchema, recordSchemas } from './record-schemas.ts';

// Registries hold these texts, and records name them. Mend a schema by a new version, never by an edit.
const released: Record<number, string> = {
  1: '39324d3faf98b60217845f86ef86331ddc6bbf0105e5e12ef0c57c0d2223cf95',
  2: 'e0fba4293506512404bd7dfa4b1cdcfe321972ede910671d04f15ca575c731fe',
};

test.each(recordSchemas)('schema v$version is as it was released', ({ version, schema }) => {
  const text = readFileSync(new URL(`./schemas/v${version}.json`, import.meta.url));
  expect(createHash('sha256').update(text).digest('hex')).toBe(released[version]);
  expect(JSON.parse(text.toString())).toEqual(schema);
});

test('versions count from 1 without a gap, the newest last', () => {
  expect(recordSchemas.map(({ version }) => version)).toEqual(recordSchemas.map((_, n) => n + 1));
  expect(newestSchema).toBe(recordSchemas.at(-1));
});

test.each(recordSchemas)('schema v$version is closed: what it does not name is refused', ({ schema }) => {
  expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
});

test('a later schema only adds optional fields, behind those there are', () => {
  for (const [n, { schema }] of recordSchemas.slice(1).entries()) {
    const before = recordSchemas[n]!.schema;
    const names = Object.keys(before.properties);
    expect(Object.keys(schema.properties).slice(0, names.length)).toEqual(names);
    expect(schema.properties).toMatchObject(before.properties);
    expect(schema.required).toEqual(before.required);
  }
});

test.each(recordSchemas)('schema v$version tells a person what each field must be', ({ schema }) => {
  for (const { description } of Object.values(schema.properties)) expect(description).toMatch(/^(text|a )/);
});
