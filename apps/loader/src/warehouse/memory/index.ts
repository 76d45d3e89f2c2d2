export { type Carry, copyRecords, createMemoryDatabase, type MemoryDatabase } from './memory-database.ts';
