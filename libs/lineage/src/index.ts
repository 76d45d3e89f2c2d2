export { createLineage, type Lineage, type TracedCall } from './lineage.ts';
export type { LineageParts } from './lineage-parts.ts';
export type { Searched } from './table/call-table.ts';
export { openCallTable } from './table/sql-table.ts';
export type {
  BatchRange,
  CallRow,
  DeadLetter,
  Fate,
  FoundFile,
  LoadBatch,
  RawPlace,
  RawRecord,
  Step,
  Trace,
  TracedRecord,
} from './trace.ts';
