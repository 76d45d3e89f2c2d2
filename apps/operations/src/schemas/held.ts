import type { SchemaRegistry } from '@cdr/schema-registry';
import { isDeepStrictEqual } from 'node:util';

/** A schema that the registry holds under a subject. */
export interface Held {
  version: number;
  id: number;
  /** As it stands there: to some registries the same JSON in another text is another schema. */
  text: string;
  /** What the text says; null when it is no JSON. */
  json: unknown;
}

/** All that the registry holds under a subject. @throws RegistryError */
export async function readHeld(registry: SchemaRegistry, subject: string): Promise<Held[]> {
  const held: Held[] = [];
  for (const version of await registry.versions(subject)) {
    const { id, schema: text } = await registry.version(subject, version);
    held.push({ version, id, text, json: readJson(text) });
  }
  return held;
}

/** What is held of a schema, whatever its white space. */
export function findHeld(held: readonly Held[], schema: object): Held | undefined {
  return held.find(({ json }) => isDeepStrictEqual(json, schema));
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
