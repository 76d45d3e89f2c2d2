export type * from './kafka.ts';
export { KafkaError } from './kafka.ts';
