import { expect, test } from '@jest/globals';
import { describeSchemas } from '../testing/schemas-contract.ts';
import { createMemorySchemas } from './memory-registry.ts';

describeSchemas('a registry in memory', async () => ({
  schemas: createMemorySchemas(),
  close: () => Promise.resolve(),
}));

test('a registry in memory can be out of reach, as a real one can, and forgets nothing by it', async () => {
  const schemas = createMemorySchemas();
  const id = await schemas.register('calls-value', '{}');
  schemas.goDown();
  const down = { name: 'RegistryError', code: 'ECONNREFUSED', retriable: true };
  await expect(schemas.schemaById(id)).rejects.toMatchObject(down);
  await expect(schemas.register('calls-value', '{}')).rejects.toMatchObject(down);
  schemas.comeBack();
  expect(await schemas.schemaById(id)).toBe('{}');
  expect(schemas.asked).toBe(2);
});
