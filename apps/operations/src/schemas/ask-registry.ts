import type { SchemaRegistry } from '@cdr/schema-registry';
import { whyStopped } from '../why-stopped.ts';
import { findHeld, type Held, readHeld } from './held.ts';

/** How a schema stands with the registry. */
export type Standing =
  { kind: 'registered'; version: number; id: number } | { kind: 'taken' } | { kind: 'refused'; why: string };

/** What the registry says of a subject, and of each schema that it was asked about; or why it says nothing. */
export type Asked =
  | { kind: 'answered'; level: string; versions: number; standings: (Standing | null)[] }
  | { kind: 'silent'; why: string };

/** Asks the registry about schemas as versions of a subject; null stands for one that is none. Changes nothing. */
export async function askRegistry(
  registry: SchemaRegistry,
  subject: string,
  schemas: readonly (object | null)[],
): Promise<Asked> {
  try {
    const held = await readHeld(registry, subject);
    const level = await registry.compatibility(subject);
    const standings: (Standing | null)[] = [];
    for (const schema of schemas)
      standings.push(schema && (await standingOf(registry, subject, held, schema)));
    return { kind: 'answered', level, versions: held.length, standings };
  } catch (error) {
    return { kind: 'silent', why: whyStopped(error) };
  }
}

// What is registered is not judged: it would have to read what came behind it.
async function standingOf(
  registry: SchemaRegistry,
  subject: string,
  held: readonly Held[],
  schema: object,
): Promise<Standing> {
  const found = findHeld(held, schema);
  if (found !== undefined) return { kind: 'registered', version: found.version, id: found.id };
  const judgement = await registry.judge(subject, JSON.stringify(schema));
  return judgement.compatible ? { kind: 'taken' } : { kind: 'refused', why: judgement.why };
}
