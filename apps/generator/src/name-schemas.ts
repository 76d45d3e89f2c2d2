import { recordSchemas } from '@cdr/call-record';
import { schemaIdHeader, withPrefix } from '@cdr/kafka';
import { type Schemas, subjectOf } from '@cdr/schema-registry';
import type { Message } from './message.ts';

/** How messages say by which schema they are written. */
export const schemaNamings = ['none', 'prefix', 'header'] as const;

type NameSchema = (message: Message, id: number) => Message;

const namers: Record<Exclude<(typeof schemaNamings)[number], 'none'>, NameSchema> = {
  prefix: (message, id) =>
    message.value === null ? message : { ...message, value: withPrefix(id, Buffer.from(message.value)) },
  header: (message, id) => ({ ...message, headers: { [schemaIdHeader]: String(id) } }),
};

/** The registry's ids of the schemas, by version. */
export type SchemaIds = ReadonlyMap<number | undefined, number>;

/** Registers the released schemas for the values of a topic, unless they are already. @throws RegistryError */
export async function registerSchemas(
  registry: Pick<Schemas, 'register'>,
  topic: string,
): Promise<SchemaIds> {
  const ids = new Map<number, number>();
  for (const { version, schema } of recordSchemas)
    ids.set(version, await registry.register(subjectOf(topic), JSON.stringify(schema)));
  return ids;
}

/** The same messages, each naming its schema. */
export function* nameSchemas(
  messages: Iterable<Message>,
  naming: keyof typeof namers,
  ids: SchemaIds,
): Iterable<Message> {
  const name = namers[naming];
  for (const message of messages) yield name(message, ids.get(message.version)!);
}
