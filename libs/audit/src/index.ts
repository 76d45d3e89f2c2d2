export {
  createPartitionTally,
  type PartitionAudit,
  type PartitionTally,
  type Span,
} from './partition-tally.ts';
export { readLog } from './read-log.ts';
export { type HeldRanges, type PartitionVisit, tallyPartition } from './tally-partition.ts';
