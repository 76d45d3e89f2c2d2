export { type Carry, copyOf, createMemoryDatabase, type MemoryDatabase } from './memory-database.ts';
