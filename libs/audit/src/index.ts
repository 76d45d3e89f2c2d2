export type { LonelyLetter } from './answer-questions.ts';
export { type Audit, type AuditOptions, auditPipeline } from './audit-pipeline.ts';
export type { PartitionFindings } from './audit-partition.ts';
export { openLedger } from './ledger/sql-ledger.ts';
export type { ByReason, CleanSum, PartitionAudit, RawSum } from './partition-audit.ts';
export type { Problem, ProblemKind } from './problems.ts';
export { readLog } from './read-log.ts';
export type { Found, Span } from './spans.ts';
export type { OrphanedBatch, StagedSum } from './staged-batches.ts';
