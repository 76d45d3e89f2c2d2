export { createMemoryBroker, type MemoryBroker } from './broker.ts';
export { connectMemoryKafka } from './connect-memory-kafka.ts';
export type { Member } from './groups.ts';
export type { Log } from './log.ts';
export { type Network, promptNetwork, type Request } from './network.ts';
