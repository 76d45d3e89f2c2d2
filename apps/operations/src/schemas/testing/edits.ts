import type { JsonSchema, Version } from '../json-schema.ts';
import { released } from '../released.ts';

/** A change of a schema, made on a copy. */
export type Edit = (schema: Draft) => void;
type Draft = JsonSchema & { title: string; required: string[]; properties: Record<string, Field> };
type Field = JsonSchema & { description?: string };

/** A change by its name, and what it means. */
export interface Row {
  name: string;
  /** What the released schema is like first; v2 as it is without it. */
  given?: Edit;
  change: Edit;
  /** What JSON Schema means by it: does the new schema take every record that the old one takes? */
  compatible: boolean;
}

/** A changed schema, with the versions that it must read. */
export interface Change {
  name: string;
  olders: readonly Version[];
  schema: object;
  compatible: boolean;
}

/** The simplest field. */
export const text: Field = { description: 'text', type: 'string' };

/** A field, new or in the place of another. */
export function setField(name: string, field: Field): Edit {
  return ({ properties }) => void (properties[name] = field);
}

/** A field with some of its words changed. */
export function amend(name: string, words: Field): Edit {
  return ({ properties }) => void Object.assign(properties[name]!, words);
}

/** A field without one of its words. */
export function drop(name: string, word: keyof Field): Edit {
  return ({ properties }) => {
    const { [word]: _, ...rest } = properties[name]!;
    properties[name] = rest;
  };
}

/** The branches of the amount changed. */
export function amount(edit: (branches: Field[]) => unknown): Edit {
  return ({ properties }) => void edit(properties['total_amount']!.anyOf!);
}

export function without(name: string): Edit {
  return (schema) => {
    const { [name]: _, ...rest } = schema.properties;
    schema.properties = rest;
    schema.required = schema.required.filter((one) => one !== name);
  };
}

export function demand(name: string): Edit {
  return ({ required }) => void required.push(name);
}

export function open(schema: Draft): void {
  delete schema.additionalProperties;
}

export function close(schema: Draft): void {
  schema.additionalProperties = false;
}

export function all(...edits: Edit[]): Edit {
  return (schema) => edits.forEach((edit) => edit(schema));
}

/** The changed schema of a row. */
export function changeOf({ name, given, change, compatible }: Row): Change {
  const newest = released.at(-1)!;
  const before = { name: newest.name, schema: edited(newest.schema, given) };
  const olders = given === undefined ? released : [before];
  return { name, olders, schema: edited(before.schema, change), compatible };
}

function edited(schema: object, edit: Edit = () => undefined): JsonSchema {
  const copy = structuredClone(schema) as Draft;
  edit(copy);
  return copy;
}
