export { freePort, takePort, type WantedPort } from './free-port.ts';
export {
  runGuarded,
  type ExitInfo,
  type GuardedOptions,
  type GuardedProcess,
  type GuardOrder,
} from './guarded-process.ts';
export { startKafka, type KafkaOptions, type KafkaPart } from './kafka/start-kafka.ts';
export {
  startObjectStore,
  type ObjectStoreAccess,
  type ObjectStoreOptions,
  type ObjectStorePart,
} from './object-store/start-object-store.ts';
export { PartError, type Part } from './part.ts';
export { startParts, type PartChoice, type StartedParts } from './start-parts.ts';
export { startWarehouse, type WarehouseOptions, type WarehousePart } from './warehouse/start-warehouse.ts';
export { createTopics, type TopicCreator, type TopicOptions } from './kafka/create-topics.ts';
export { createBucket, type BucketOptions } from './object-store/create-bucket.ts';
export { migrateWarehouse, type MigrateOptions } from './warehouse/migrate.ts';
