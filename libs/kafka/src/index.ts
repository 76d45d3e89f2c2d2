export { chunkMessages } from './chunk-messages.ts';
export { connectKafka } from './connect-kafka.ts';
export type * from './kafka.ts';
export { KafkaError } from './kafka.ts';
export { partitionFor } from './partition-for.ts';
