export { callId, fingerprint } from './call-id.ts';
export type { CallRecord, CanonicalRecord, CleanRecord, Lineage } from './call-record.ts';
export { type Amount, printAmount, readAmount } from './cents.ts';
export {
  type CleanTail,
  encodeClean,
  hasUnknownField,
  readCleanTail,
  readCleanTailOf,
} from './clean-record.ts';
export {
  appendedColumns,
  businessColumns,
  type Column,
  columns,
  type ColumnType,
  parquetColumns,
  sqlType,
} from './columns.ts';
export {
  createMomentReader,
  type Instants,
  printUtc,
  readInstant,
  type ReadMoment,
  readUtc,
} from './moment.ts';
export { agreesWithRate, costInCents } from './rating.ts';
export {
  checkRedriveTopic,
  defaultActionsTopic,
  defaultRedriveTopic,
  listSettingsFor,
} from './list-topics.ts';
export {
  checkTopics,
  defaultPartitions,
  defaultTopics,
  foreignMessage,
  type Reach,
  recreatedTopic,
  settingsFor,
  type TopicNames,
  topicSettings,
  type TopicState,
} from './topics.ts';
export { upgradeFrom } from './upgrade.ts';
export { newestSchema, type RecordSchema, recordSchemas } from './record-schemas.ts';
export { type Dialect, dialectOf } from './dialect.ts';
