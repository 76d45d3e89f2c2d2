import type { FlowView } from '../api.ts';
import type { AlertFacts } from './alerts.ts';
import type { RecordTimes } from './lag.ts';
import type { Look } from './look.ts';
import type { Groups } from './look-at-kafka.ts';

/** What stays the same from look to look. */
export interface Pipeline {
  topics: Record<'raw' | 'clean' | 'dlq', string>;
  groups: Groups;
  warehouse: FlowView['warehouse']['kind'];
}

export interface FlowFacts extends Pick<AlertFacts, 'badShare' | 'unloadable'> {
  /** The last minutes, the last one last; not empty. */
  looks: readonly Look[];
  pipeline: Pipeline;
  /** Times of records that wait, where they were read. */
  times: Record<'validator' | 'loader', RecordTimes>;
  /** When raw last grew, as far as it was seen. */
  sourceAt: number | null;
}
