import { Ajv } from 'ajv';
import { QueryError } from '../asked/read-query.ts';

const ajv = new Ajv({ strict: true });

/** Reads JSON that a schema takes; a schema is compiled once, by its identity. @throws QueryError */
export function readBody<Body>(schema: object, text: string): Body {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new QueryError('the request is no JSON');
  }
  const isValid = ajv.compile<Body>(schema);
  if (isValid(body)) return body;
  // Without the values: they may be a record's.
  throw new QueryError(ajv.errorsText(isValid.errors, { dataVar: 'the request' }));
}
