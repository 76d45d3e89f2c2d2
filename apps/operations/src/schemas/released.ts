import { type RecordSchema, recordSchemas } from '@cdr/call-record';
import type { JsonSchema, Version } from './json-schema.ts';

/** The released schemas, oldest first. */
export const released: readonly Version[] = recordSchemas.map(({ version, schema }: RecordSchema) => ({
  name: `v${version}`,
  schema: schema as JsonSchema,
}));
