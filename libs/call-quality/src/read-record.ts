import { newestSchema, type RecordSchema, recordSchemas, upgradeFrom } from '@cdr/call-record';
import { isDeepStrictEqual } from 'node:util';
import { createMatcher, type MatchSchema } from './match-schema.ts';
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
 * A reader for a schema's text, as a registry has it. Of a schema that was not released here a record is taken if the
 * newest takes it: what that has no place for would be lost. The schema itself is not compiled, for it is nobody's here: a
 * pattern in it could hold up the validator for ever.
 */
export function readerOf(text: string): ReadRecord {
  const schema = parse(text);
  const [, reader] = releasedReaders.find(([released]) => isDeepStrictEqual(released.schema, schema)) ?? [];
  return reader ?? readForeign;
}

function readReleased({ version, schema }: RecordSchema): ReadRecord {
  const match = createMatcher(schema);
  const upgrade = upgradeFrom(version);
  return function readRecord(json) {
    const matched = match(json);
    if (matched.kind === 'refused') return matched;
    return { kind: 'matched', call: upgrade(matched.call) };
  };
}

function readForeign(json: unknown): ReturnType<ReadRecord> {
  const read = readNewest(json);
  if (read.kind === 'matched') return read;
  return refuse('schema', ['matches-newest-schema'], read.path, [read.error, tooNew]);
}

const tooNew =
  `the record names a schema that this validator does not know, and v${newestSchema.version}, the newest it knows, does not take ` +
  'it: deploy a version that does, then send the letter back (npm run redrive)';

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
