export { freePort, takePort } from './free-port.ts';
export { runGuarded, type ExitInfo, type GuardedProcess, type GuardOrder } from './guarded-process.ts';
export { startKafka, type KafkaPart } from './kafka/start-kafka.ts';
export { startObjectStore, type ObjectStorePart } from './object-store/start-object-store.ts';
export { PartError, sayDeath, type Part } from './part.ts';
export { startRegistry, type RegistryPart } from './registry/start-registry.ts';
export { startAll } from './start-all.ts';
export { startParts, type StartedParts } from './start-parts.ts';
export { startWarehouse, type WarehousePart } from './warehouse/start-warehouse.ts';
export { createTopics, type TopicCreator } from './kafka/create-topics.ts';
export { createBucket } from './object-store/create-bucket.ts';
export {
  migrate,
  type MigrateOptions,
  type MigrationReport,
  type PlannedStatement,
} from './warehouse/apply-migrations.ts';
export type { View } from './warehouse/migration-files.ts';
export { MigrationError } from './warehouse/migration-error.ts';
export { addPositions } from './warehouse/positions.ts';
export type { Session } from './warehouse/schema-version.ts';
export { migrateWarehouse } from './warehouse/migrate.ts';
export { madeColumns, type MadeColumn } from './warehouse/made-columns.ts';
