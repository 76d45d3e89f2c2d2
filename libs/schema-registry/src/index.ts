export { openRegistry, type RegistryAccess } from './open-registry.ts';
export { RegistryError } from './registry-error.ts';
export {
  type Compatibility,
  type Judgement,
  type SchemaRegistry,
  type Schemas,
  subjectOf,
} from './schema-registry.ts';
