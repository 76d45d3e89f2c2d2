import type { ErrorObject } from 'ajv';
import { compile } from './compile.ts';
import { hintsOf } from './hints-of.ts';
import type { JsonSchema } from './json-schema.ts';
import { makeRecords } from './make-records.ts';

/** Why a newer schema refuses a record by an older one. */
export interface Refused {
  /** A field that it asks for, one that it has no place for, a value of a field, or all of the record. */
  kind: 'missing' | 'unknown' | 'value' | 'record';
  /** Empty for the whole record. */
  field: string;
  /** A value that is refused. */
  example?: unknown;
}

/**
 * What a newer schema refuses of the records that an older one takes; none when it reads them all. By made-up records, so
 * that it finds whatever JSON Schema means by a change; a rare value may escape it, which a registry's look at words does not.
 */
export function findRefused(older: JsonSchema, newer: JsonSchema): Refused[] {
  const validate = compile(newer);
  const found = new Map<string, Refused>();
  for (const record of makeRecords(older, hintsOf(newer))) {
    if (validate(record)) continue;
    for (const error of validate.errors!) {
      const refused = toRefused(error, record);
      const key = `${refused.kind} ${refused.field}`;
      found.set(key, simpler(found.get(key), refused));
    }
  }
  return [...found.values()];
}

function toRefused({ instancePath, keyword, params }: ErrorObject, record: unknown): Refused {
  const [, pointed] = instancePath.split('/');
  if (pointed !== undefined) {
    const field = pointed.replaceAll('~1', '/').replaceAll('~0', '~');
    return { kind: 'value', field, example: (record as Record<string, unknown>)[field] };
  }
  if (keyword === 'required') return { kind: 'missing', field: String(params['missingProperty']) };
  if (keyword === 'additionalProperties')
    return { kind: 'unknown', field: String(params['additionalProperty']) };
  return { kind: 'record', field: '' };
}

// The shortest example tells most.
function simpler(before: Refused | undefined, now: Refused): Refused {
  if (before?.kind !== 'value') return now;
  return JSON.stringify(now.example).length < JSON.stringify(before.example).length ? now : before;
}
