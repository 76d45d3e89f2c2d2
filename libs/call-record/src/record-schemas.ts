import v1 from './schemas/v1.json' with { type: 'json' };
import v2 from './schemas/v2.json' with { type: 'json' };

/** A released schema of call records. Its file is never edited: registries and records hold it. */
export interface RecordSchema {
  version: number;
  /** JSON Schema, draft 7, with a description of each field. */
  schema: { $id: string; properties: Record<string, { description: string }>; required: string[] };
}

/** The released schemas, oldest first. The next one goes to the end, with a step in `upgrade.ts`. */
export const recordSchemas = [
  { version: 1, schema: v1 },
  { version: 2, schema: v2 },
] as const satisfies readonly RecordSchema[];

/** The schema of plain JSON, and the one that the pipeline itself works by. */
export const newestSchema: RecordSchema = recordSchemas.at(-1)!;
