export { createLineage, type Lineage, type LineageParts, type TracedCall } from './lineage.ts';
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
