import { Ajv, type ValidateFunction } from 'ajv';
import type { JsonSchema } from './json-schema.ts';

// One for all: making another costs more than compiling. It keeps no $id, for a changed schema has that of the released one.
const ajv = new Ajv({ strict: true, allErrors: true, addUsedSchema: false, logger: false });

/** Compiles a schema as strictly as validators do. @throws when it is none */
export function compile(schema: JsonSchema): ValidateFunction {
  return ajv.compile(schema);
}
