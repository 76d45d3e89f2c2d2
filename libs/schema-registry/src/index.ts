export { openRegistry } from './open-registry.ts';
export { bareUrl, type RegistryAccess } from './registry-access.ts';
export { RegistryError } from './registry-error.ts';
export {
  canBeId,
  type Compatibility,
  type Judgement,
  type RegisteredSchema,
  type SchemaRegistry,
  type Schemas,
  subjectOf,
} from './schema-registry.ts';
