import type { Trace } from '@cdr/lineage';
import type { Question } from './trace-options.ts';

/** What a trace has found. */
export interface Report {
  question: Question;
  traces: Trace[];
  /** Whether, where there is no row, all that waits to be loaded was looked through. */
  isWhole: boolean;
  /** Whether names and numbers are told as they are. */
  reveal: boolean;
}
