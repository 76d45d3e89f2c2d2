import { RegistryError, type SchemaRegistry } from '@cdr/schema-registry';
import { isDeepStrictEqual } from 'node:util';
import { judgeRecords } from './judge-records.ts';
import { readSchema } from './read-schema.ts';
import { findHeld, type Held, readHeld } from './held.ts';
import { released } from './released.ts';
import { wantedLevel } from './report.ts';

/** What became of it: each schema with its id; or why not all of them have one. */
export interface Registration {
  refused: string | null;
  schemas: { name: string; id: number }[];
}

/**
 * Registers the released schemas, oldest first, at the level that holds the next ones to them. Done again it changes nothing.
 * @throws RegistryError
 */
export async function registerReleased(registry: SchemaRegistry, subject: string): Promise<Registration> {
  const held = await readHeld(registry, subject);
  const refused = judgeStrangers(subject, held);
  if (refused !== null) return { refused, schemas: [] };
  await registry.setCompatibility(subject, wantedLevel);
  const schemas: Registration['schemas'] = [];
  try {
    for (const { name, schema } of released) {
      // The text that is there, as another text of the same schema could get another id.
      const text = findHeld(held, schema)?.text ?? JSON.stringify(schema);
      schemas.push({ name, id: await registry.register(subject, text) });
    }
    return { refused: null, schemas };
  } catch (error) {
    if (error instanceof RegistryError && error.code === 'INCOMPATIBLE')
      return { refused: error.message, schemas };
    throw error;
  }
}

// They tell what kind of schema it is.
const mostProblems = 3;

/** Why a subject's schemas that are none of ours forbid to register; null when they do not. */
export function judgeStrangers(subject: string, held: readonly Held[]): string | null {
  const newest = released.at(-1)!;
  const problems = held
    .filter(({ json }) => !released.some(({ schema }) => isDeepStrictEqual(schema, json)))
    .flatMap(({ version, id, json }) => {
      const name = `version ${version} (id ${id})`;
      const read = readSchema(json);
      if ('problems' in read) return read.problems.map((problem) => `${name}: ${problem}`);
      return judgeRecords(newest, [{ name, schema: read.schema }]);
    });
  if (problems.length === 0) return null;
  const more = problems.length > mostProblems ? `; and ${problems.length - mostProblems} more` : '';
  return (
    `${subject} holds a schema that is none of ours, and ${newest.name} does not read all records by it, so nothing was ` +
    `registered: ${problems.slice(0, mostProblems).join('; ')}${more}. Whose is it? If a newer release has it, register ` +
    'from that one; if not, have it taken out of the subject, or choose another RAW_TOPIC'
  );
}
