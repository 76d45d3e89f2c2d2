import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Schemas } from '../schema-registry.ts';

/** A registry to be held to the contract. */
export interface Candidate {
  schemas: Schemas;
  close(): Promise<void>;
}

/** A subject, and a schema, that no other test has. */
export function newSubject(): string {
  return `${randomUUID()}-value`;
}

export function newSchema(more: object = {}): string {
  return JSON.stringify({
    $id: randomUUID(),
    type: 'object',
    properties: { n: { type: 'integer' } },
    ...more,
  });
}

/** What workers rely on: the same for the client of a real registry and for the twin in memory. */
export function describeSchemas(name: string, start: () => Promise<Candidate>): void {
  describe(name, () => {
    let candidate: Candidate;
    let schemas: Schemas;
    beforeAll(async () => {
      candidate = await start();
      schemas = candidate.schemas;
    });
    afterAll(() => candidate.close());

    test('a registered schema is found by its id, character for character', async () => {
      const schema = newSchema({ description: 'Łódź "\\n" ' });
      const id = await schemas.register(newSubject(), schema);
      expect(id).toBeGreaterThan(0);
      expect(await schemas.schemaById(id)).toBe(schema);
    });

    test('the same schema again has the same id, also when another came between', async () => {
      const [subject, first, second] = [newSubject(), newSchema(), newSchema()];
      const id = await schemas.register(subject, first);
      expect(await schemas.register(subject, second)).not.toBe(id);
      expect(await schemas.register(subject, first)).toBe(id);
    });

    test('the same schema under another subject is found by the id that it has there', async () => {
      const schema = newSchema();
      await schemas.register(newSubject(), schema);
      const id = await schemas.register(newSubject(), schema);
      expect(await schemas.schemaById(id)).toBe(schema);
    });

    test.each([0, -1, 1_999_999_999, 2 ** 31, 2 ** 32 - 1])('there is no schema %d', async (id) => {
      expect(await schemas.schemaById(id)).toBeNull();
    });
  });
}
