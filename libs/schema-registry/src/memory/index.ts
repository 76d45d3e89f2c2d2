export { createMemorySchemas, type MemorySchemas } from './memory-registry.ts';
