import { recordSchemas } from '@cdr/call-record';
import type { RegisteredSchema, SchemaRegistry } from '@cdr/schema-registry';
import { diffLines } from 'diff';
import type { DiffLine, SchemasView } from '../api.ts';

// A registry may hold hundreds; those that matter are the last.
const mostVersions = 20;

/** The schemas of a subject, the newest first. @throws RegistryError */
export async function schemasView(
  registry: Pick<SchemaRegistry, 'versions' | 'version' | 'compatibility'> | null,
  subject: string,
): Promise<SchemasView> {
  if (registry === null) return withoutRegistry;
  const numbers = (await registry.versions(subject)).sort((a, b) => a - b).slice(-mostVersions);
  const compatibility = await registry.compatibility(subject);
  const held = await Promise.all(numbers.map((version) => registry.version(subject, version)));
  const versions = held.map((schema, n) => toVersion(numbers[n]!, schema, held[n - 1]));
  return { subject, says: null, compatibility, versions: versions.reverse() };
}

const withoutRegistry: SchemasView = {
  subject: null,
  says: 'SCHEMA_REGISTRY_URL is not set: records that name a schema are dead letters, all others are judged by the newest schema.',
  compatibility: null,
  versions: [],
};

function toVersion(
  version: number,
  { id, schema }: RegisteredSchema,
  before: RegisteredSchema | undefined,
): SchemasView['versions'][number] {
  const text = pretty(schema);
  const released = recordSchemas.find((one) => pretty(JSON.stringify(one.schema)) === text);
  const newest = recordSchemas.at(-1)!.version;
  return {
    version,
    id,
    schema: text,
    released: released === undefined ? null : `v${released.version}`,
    fits:
      released === undefined
        ? `Not of this release: its records are judged by v${newest}`
        : released.version === newest
          ? 'The newest of this release: records that name no schema are judged by it'
          : `Its records are upgraded to v${newest}`,
    diff: before === undefined ? [] : diffOf(pretty(before.schema), text),
  };
}

function pretty(schema: string): string {
  try {
    return JSON.stringify(JSON.parse(schema), null, 2);
  } catch {
    return schema;
  }
}

function diffOf(before: string, after: string): DiffLine[] {
  return diffLines(before, after).flatMap(({ added, removed, value }) => {
    const kind = added ? 'added' : removed ? 'removed' : 'same';
    return value
      .replace(/\n$/, '')
      .split('\n')
      .map((text): DiffLine => ({ kind, text }));
  });
}
