import type { CallRecord, RecordSchema } from '@cdr/call-record';
import { Ajv, type ErrorObject, type SchemaObject } from 'ajv';
import { type Refusal, refuse } from './refusal.ts';

export interface Matched {
  kind: 'matched';
  call: CallRecord;
}

/** JSON to a call record: refuses what a schema does not allow, at the first such place. */
export type MatchSchema = (json: unknown) => Matched | Refusal;

/** A matcher by a schema; what that says of its fields is for the reader of a dead letter. */
export function createMatcher(schema: RecordSchema['schema']): MatchSchema {
  const validate = new Ajv({ strict: true }).compile(schema as SchemaObject);
  return function matchSchema(json) {
    if (validate(json)) return { kind: 'matched', call: json as CallRecord };
    const { path, error } = describe(validate.errors![0]!, schema.properties);
    return refuse('schema', ['matches-schema'], path, [error]);
  };
}

function describe(
  { keyword, instancePath, params }: ErrorObject,
  fields: RecordSchema['schema']['properties'],
): { path: string; error: string } {
  if (keyword === 'additionalProperties') {
    return { path: '', error: 'the record has a field the schema does not know' };
  }
  if (keyword === 'required') {
    const field = String(params['missingProperty']);
    return { path: `/${field}`, error: `${field} is missing` };
  }
  if (instancePath === '') return { path: '', error: 'the value is JSON but not an object' };
  const field = instancePath.slice(1);
  return { path: instancePath, error: `${field} must be ${fields[field]!.description}` };
}
