import { type CallRecord, schemaV1 } from '@cdr/call-record';
import { Ajv, type ErrorObject, type SchemaObject } from 'ajv';
import { type Refusal, refuse } from './refusal.ts';

export interface Matched {
  kind: 'matched';
  call: CallRecord;
}

const matches = new Ajv({ strict: true }).compile<CallRecord>(schemaV1 as SchemaObject);

/** JSON to a call record: refuses what the schema does not allow, at the first such place. */
export function matchSchema(json: unknown): Matched | Refusal {
  if (matches(json)) return { kind: 'matched', call: json };
  const { path, error } = describe(matches.errors![0]!);
  return refuse('schema', ['matches-schema'], path, [error]);
}

const descriptions: Record<string, { description: string }> = schemaV1.properties;

function describe({ keyword, instancePath, params }: ErrorObject): { path: string; error: string } {
  if (keyword === 'required') {
    const field = String(params['missingProperty']);
    return { path: `/${field}`, error: `${field} is missing` };
  }
  if (keyword === 'additionalProperties') {
    return { path: '', error: 'the record has a field the schema does not know' };
  }
  if (instancePath === '') return { path: '', error: 'the value is JSON but not an object' };
  const field = instancePath.slice(1);
  return { path: instancePath, error: `${field} must be ${descriptions[field]!.description}` };
}
