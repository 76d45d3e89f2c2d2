/** The part of JSON Schema, draft 7, that call records are told in, and that records can be made up by. */
export interface JsonSchema {
  type?: SchemaType;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  enum?: unknown[];
  const?: unknown;
  anyOf?: JsonSchema[];
}

export type SchemaType = 'object' | 'string' | 'integer' | 'number' | 'boolean' | 'null';

/** A schema with the name it goes by, such as v2. */
export interface Version {
  name: string;
  schema: JsonSchema;
}

/** The schemas directly below one. */
export function partsOf({ properties = {}, additionalProperties, anyOf = [] }: JsonSchema): JsonSchema[] {
  const others = typeof additionalProperties === 'object' ? [additionalProperties] : [];
  return [...Object.values(properties), ...others, ...anyOf];
}

/** Whether a schema names a field itself. */
export function isNamed({ properties = {} }: JsonSchema, field: string): boolean {
  return Object.hasOwn(properties, field);
}

/** A field as a schema has it, whether it names the field or is open; null where it takes none of this name. */
export function fieldOf(schema: JsonSchema, field: string): JsonSchema | null {
  if (isNamed(schema, field)) return schema.properties![field]!;
  const { additionalProperties = true } = schema;
  if (typeof additionalProperties === 'object') return additionalProperties;
  return additionalProperties ? {} : null;
}
