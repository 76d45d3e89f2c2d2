import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type StartedParts, startParts } from '@cdr/infra';
import { openRegistry } from './open-registry.ts';
import type { SchemaRegistry } from './schema-registry.ts';
import { describeSchemas, newSchema, newSubject } from './testing/schemas-contract.ts';

let parts: StartedParts<{ registry: true }>;
let registry: SchemaRegistry;
beforeAll(async () => {
  parts = await startParts({ registry: true });
  registry = openRegistry({ url: parts.registry.url });
});
afterAll(() => parts.stop());

describeSchemas('a client of Apicurio', async () => ({ schemas: registry, close: () => Promise.resolve() }));

const twoFields = { properties: { n: { type: 'integer' }, t: { type: 'string' } } };
const otherType = { properties: { n: { type: 'string' } } };

/** A subject with one closed schema, and the level that new ones are judged by. */
async function judgedSubject() {
  const subject = newSubject();
  await registry.setCompatibility(subject, 'BACKWARD_TRANSITIVE');
  const schema = newSchema({ additionalProperties: false });
  return { subject, schema, id: await registry.register(subject, schema) };
}

test('a subject has its versions in order, each with its id and its text', async () => {
  const { subject, schema, id } = await judgedSubject();
  const second = newSchema({ ...twoFields, additionalProperties: false });
  const secondId = await registry.register(subject, second);
  expect(await registry.versions(subject)).toEqual([1, 2]);
  expect(await registry.version(subject, 1)).toEqual({ id, schema });
  expect(await registry.version(subject, 2)).toEqual({ id: secondId, schema: second });
  expect(await registry.versions(newSubject())).toEqual([]);
});

test('a version that is not there is an error', async () => {
  const { subject } = await judgedSubject();
  await expect(registry.version(subject, 9)).rejects.toMatchObject({ code: 'HTTP_404', retriable: false });
});

test('a schema is judged by the level of its subject, and nothing is registered by it', async () => {
  const { subject } = await judgedSubject();
  const closed = { additionalProperties: false };
  expect(await registry.judge(subject, newSchema({ ...twoFields, ...closed }))).toEqual({ compatible: true });
  expect(await registry.judge(subject, newSchema({ ...otherType, ...closed }))).toEqual({
    compatible: false,
    why: expect.stringContaining('/properties/n'),
  });
  expect(await registry.judge(newSubject(), newSchema(otherType))).toEqual({ compatible: true });
  expect(await registry.versions(subject)).toEqual([1]);
});

test('a level is that of all until it is set, also where there is no schema yet', async () => {
  const subject = newSubject();
  expect(await registry.compatibility(subject)).toBe('NONE');
  await registry.setCompatibility(subject, 'BACKWARD_TRANSITIVE');
  await registry.register(subject, newSchema());
  expect(await registry.compatibility(subject)).toBe('BACKWARD_TRANSITIVE');
});

test('a schema that is not compatible is not registered', async () => {
  const { subject } = await judgedSubject();
  await expect(registry.register(subject, newSchema(otherType))).rejects.toMatchObject({
    name: 'RegistryError',
    code: 'INCOMPATIBLE',
    retriable: false,
  });
  expect(await registry.versions(subject)).toEqual([1]);
});

test('it says what it is', async () => {
  expect(await registry.software()).toMatch(/^Apicurio \d+\.\d+\.\d+/);
});
