import { newestSchema, type RecordSchema, recordSchemas, upgradeFrom } from '@cdr/call-record';
import { Ajv, type SchemaObject } from 'ajv';
import { isDeepStrictEqual } from 'node:util';
import { createMatcher, type Fields, type MatchSchema } from './match-schema.ts';
import { refuse } from './refusal.ts';

/** Reads a record by the schema it was written by, and makes one by the newest schema of it. */
export type ReadRecord = MatchSchema;

const releasedReaders = recordSchemas.map((released): [RecordSchema, ReadRecord] => [
  released,
  readReleased(released),
]);

/** Reads plain JSON, which names no schema. */
export const readNewest: ReadRecord = releasedReaders.at(-1)![1];

/**
 * A reader for a schema's text, as a registry has it. Of a schema that was not released here a record is taken if it says
 * nothing that the newest schema has no place for: it would be lost.
 */
export function readerOf(text: string): ReadRecord {
  const schema = parse(text);
  const [, reader] = releasedReaders.find(([released]) => isDeepStrictEqual(released.schema, schema)) ?? [];
  return reader ?? readForeign(schema);
}

function readReleased({ version, schema }: RecordSchema): ReadRecord {
  const match = createMatcher(new Ajv({ strict: true }).compile(schema as SchemaObject), schema.properties);
  const upgrade = upgradeFrom(version);
  return function readRecord(json) {
    const matched = match(json);
    if (matched.kind === 'refused') return matched;
    return { kind: 'matched', call: upgrade(matched.call) };
  };
}

function readForeign(schema: unknown): ReadRecord {
  const match = compile(schema);
  if (match === null) return () => unreadable;
  return function readRecord(json) {
    const written = match(json);
    if (written.kind === 'refused') return written;
    const read = readNewest(json);
    return read.kind === 'refused' ? refuse('schema', ['matches-newest-schema'], read.path, [tooNew]) : read;
  };
}

const tooNew =
  `the record matches the schema it names, but not v${newestSchema.version}, the newest that this validator knows: ` +
  'deploy a version that knows it, then send the letter back (npm run redrive)';

const unreadable = refuse('schema', ['schema-is-readable'], '', [
  'the schema that the record names is no JSON Schema of draft 7: the producer must name one that is',
]);

// Leniently: its author may use words of their own, and what matters is judged by the newest schema as well. An Ajv for
// each, as it keeps what it has compiled.
function compile(schema: unknown): MatchSchema | null {
  if (typeof schema !== 'object' || schema === null) return null;
  try {
    const ajv = new Ajv({ strict: false, validateFormats: false, logger: false });
    return createMatcher(ajv.compile(schema), fieldsOf(schema));
  } catch {
    return null;
  }
}

function fieldsOf({ properties }: { properties?: unknown }): Fields {
  return typeof properties === 'object' && properties !== null ? (properties as Fields) : {};
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
