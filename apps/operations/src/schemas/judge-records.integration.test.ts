import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type StartedParts, startParts } from '@cdr/infra';
import { openRegistry, type Judgement, type SchemaRegistry } from '@cdr/schema-registry';
import type { Change } from './testing/edits.ts';
import { twentyChanges } from './testing/twenty-changes.ts';
import { whereTheRegistryIsStricter } from './testing/where-the-registry-is-stricter.ts';

// What judge-records.test.ts asks of our own check, asked of a real registry: both must say the same.

let parts: StartedParts<{ registry: true }>;
let registry: SchemaRegistry;
beforeAll(async () => {
  parts = await startParts({ registry: true });
  registry = openRegistry({ url: parts.registry.url });
});
afterAll(() => parts.stop());

/** What the registry says of a change, where it has the versions before it. */
async function judge({ olders, schema }: Change): Promise<Judgement> {
  const subject = `${randomUUID()}-value`;
  await registry.setCompatibility(subject, 'BACKWARD_TRANSITIVE');
  for (const older of olders) await registry.register(subject, JSON.stringify(older.schema));
  return registry.judge(subject, JSON.stringify(schema));
}

test.each(twentyChanges)('$name: compatible is $compatible, to the registry too', async (change) => {
  const judgement = await judge(change);
  expect(judgement).toMatchObject({ compatible: change.compatible });
});

test.each(whereTheRegistryIsStricter)('$name: the registry refuses it, by $because', async (change) => {
  expect(await judge(change)).toEqual({
    compatible: false,
    why: expect.stringContaining(change.because),
  });
});
