/** What workers ask of a schema registry. Each throws RegistryError. */
export interface Schemas {
  /** The text of a schema; null when the registry says that it knows none of this id. */
  schemaById(id: number): Promise<string | null>;
  /**
   * Makes a JSON Schema the newest version of a subject, unless it is one already; resolves to its id. To some registries
   * a text with other white space is another schema.
   * @throws RegistryError INCOMPATIBLE when the subject's level does not allow it
   */
  register(subject: string, schema: string): Promise<number>;
}

/** A schema registry with Confluent's API, as much of it as is used here. Each throws RegistryError. */
export interface SchemaRegistry extends Schemas {
  /** The version numbers of a subject, none when there is no such subject. */
  versions(subject: string): Promise<number[]>;
  /** One version. */
  version(subject: string, version: number): Promise<RegisteredSchema>;
  /** Whether the subject's level allows a schema as its next version; nothing is registered. */
  judge(subject: string, schema: string): Promise<Judgement>;
  /** The level that a subject has, or would have if it were there. */
  compatibility(subject: string): Promise<string>;
  setCompatibility(subject: string, level: Compatibility): Promise<void>;
  /** What it is and its version, e.g. `Apicurio 2.6.13.Final`; null when it does not say. */
  software(): Promise<string | null>;
}

/** A schema as the registry has it: the id that records name, and its text. */
export interface RegisteredSchema {
  id: number;
  schema: string;
}

/** What a registry thinks of a schema; `why` in its own words. */
export type Judgement = { compatible: true } | { compatible: false; why: string };

/** The level asked for here: the new schema reads what any version before it wrote. */
export type Compatibility = 'BACKWARD_TRANSITIVE';

/** The subject of a topic's values: Confluent's TopicNameStrategy. */
export function subjectOf(topic: string): string {
  return `${topic}-value`;
}

/** Whether a number can be the id of a schema: it has four bytes in a message, and registries count from 1 in signed numbers. */
export function canBeId(id: number): boolean {
  return id > 0 && id < 2 ** 31;
}
