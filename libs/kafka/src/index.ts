export { bytesOf, chunkMessages } from './chunk-messages.ts';
export { isPassing } from './is-passing.ts';
export { connectKafka } from './connect-kafka.ts';
export type * from './kafka.ts';
export { KafkaError } from './kafka.ts';
export { mostBytesPerMessage } from './message-limit.ts';
export { partitionFor } from './partition-for.ts';
export { requestTimeoutMs, sessionTimeoutMs } from './patience.ts';
export {
  type Complaint,
  type DeadReason,
  deadReasons,
  type LetterHead,
  type Place,
  readDeadLetter,
  readReplaces,
  readWholeLetter,
  type Stage,
  type WholeLetter,
  writeDeadLetter,
  writeRedriven,
} from './dead-letter.ts';
export { type Committer, holdPartitions } from './hold-partitions.ts';
export { withPrefix, readSchemaId, schemaIdHeader, withoutPrefix } from './schema-id.ts';
