import { compile } from './compile.ts';
import type { JsonSchema } from './json-schema.ts';
import { makeRecords } from './make-records.ts';

/** A schema that can be judged, or in sentences why it cannot. */
export type ReadSchema = { schema: JsonSchema } | { problems: string[] };

const types = ['object', 'string', 'integer', 'number', 'boolean', 'null'];
const known = new Set([
  ...['$schema', '$id', '$comment', 'title', 'description', 'default', 'examples'],
  ...['type', 'properties', 'required', 'additionalProperties', 'pattern', 'minLength', 'maxLength'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'enum', 'const', 'anyOf'],
]);

/** Reads JSON as a schema of a call record: one that a validator would compile, and that records can be made up by. */
export function readSchema(json: unknown): ReadSchema {
  for (const look of [problemsIn, compileProblems, recordProblems]) {
    const problems = look(json, 'the schema');
    if (problems.length > 0) return { problems };
  }
  return { schema: json as JsonSchema };
}

function problemsIn(json: unknown, where: string): string[] {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    return [`${where} must be a JSON object, such as {"type": "string"}`];
  const {
    type = 'object',
    properties = {},
    additionalProperties,
    anyOf = [],
  } = json as Record<string, unknown>;
  const unknown = Object.keys(json).filter((keyword) => !known.has(keyword));
  return [
    ...unknown.map((keyword) => `${where} has "${keyword}", which this check cannot judge: say it without`),
    ...(types.includes(type as string) ? [] : [`type of ${where} must be one of ${types.join(', ')}`]),
    ...Object.entries(properties as object).flatMap(([name, field]) => problemsIn(field, name)),
    ...(typeof additionalProperties === 'object'
      ? problemsIn(additionalProperties, `additionalProperties of ${where}`)
      : []),
    ...(Array.isArray(anyOf) ? anyOf.flatMap((one) => problemsIn(one, `anyOf of ${where}`)) : []),
  ];
}

function compileProblems(json: unknown): string[] {
  try {
    compile(json as JsonSchema);
    return [];
  } catch (error) {
    return [`no validator would start with this schema: ${(error as Error).message}`];
  }
}

function recordProblems(json: unknown): string[] {
  try {
    makeRecords(json as JsonSchema, { names: [], bounds: [] });
    return [];
  } catch (error) {
    return [`no records can be made up by the schema: ${(error as Error).message}`];
  }
}
