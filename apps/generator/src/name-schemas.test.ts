import { expect, test } from '@jest/globals';
import { recordSchemas } from '@cdr/call-record';
import { createMemorySchemas } from '@cdr/schema-registry/memory';
import type { Message } from './message.ts';
import { nameSchemas, registerSchemas } from './name-schemas.ts';

const ids = new Map([
  [1, 7],
  [2, 258],
]);

function named(naming: 'prefix' | 'header', message: Partial<Message>): Message {
  const [one] = nameSchemas([{ n: 1, key: 'k', value: '{}', version: 2, ...message }], naming, ids);
  return one!;
}

test('a prefix is put before the value, with the id of the schema that it is written by', () => {
  expect(named('prefix', {}).value).toEqual(Buffer.from([0, 0, 0, 1, 2, 0x7b, 0x7d]));
  expect(named('prefix', { version: 1, value: Buffer.from('{}') }).value).toEqual(
    Buffer.from([0, 0, 0, 0, 7, 0x7b, 0x7d]),
  );
});

test('no value stays no value', () => {
  expect(named('prefix', { value: null }).value).toBeNull();
});

test('a header leaves the value as it is', () => {
  expect(named('header', {})).toMatchObject({ value: '{}', headers: { 'schema.id': '258' } });
});

test('the released schemas are registered for the values of the topic, once', async () => {
  const registry = createMemorySchemas();
  const first = await registerSchemas(registry, 'raw');
  expect([...first]).toEqual(recordSchemas.map(({ version }) => [version, version]));
  expect(await registerSchemas(registry, 'raw')).toEqual(first);
});
