import { type JsonSchema, partsOf } from './json-schema.ts';

/** What a schema speaks of: by records without any of it a change could go unseen. */
export interface Hints {
  names: readonly string[];
  /** Its bounds, of numbers and of lengths. */
  bounds: readonly number[];
}

const boundWords = [
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
] as const;

/** The names and bounds of a schema and of all below it. */
export function hintsOf(schema: JsonSchema): Hints {
  const { properties = {}, pattern = '' } = schema;
  const below = partsOf(schema).map(hintsOf);
  const told = boundWords.flatMap((word) => schema[word] ?? []);
  // A pattern bounds a length too: ^.{1,64}$
  const inPattern = (pattern.match(/\d+/g) ?? []).map(Number);
  return {
    names: [...Object.keys(properties), ...below.flatMap(({ names }) => names)],
    bounds: [...told, ...inPattern, ...below.flatMap(({ bounds }) => bounds)],
  };
}
