export { type Audit, auditPipeline } from './audit-pipeline.ts';
export type { PartitionFindings } from './audit-partition.ts';
export { type Checksum, sumChecksums } from './checksum.ts';
export type { PartitionSums } from './judge-sums.ts';
export { openLedger } from './ledger/sql-ledger.ts';
export type { ByReason, CleanSum, PartitionAudit, RawSum } from './partition-audit.ts';
export { problemKinds } from './problems.ts';
export { readLog } from './read-log.ts';
export type { Found, Span } from './spans.ts';
