import type { Stage } from '@cdr/kafka';
import type { LetterQuery, QualityView, RawPlace } from './letters.ts';
import type { Role } from './session.ts';

/** What is to be sent back: letters by query, or by hand. */
export interface RedriveOrder {
  query: LetterQuery;
  /** Only those, when given. */
  chosen?: { partition: number; rawOffset: number; stage: Stage }[];
  limit?: number;
  /** Records a second. */
  rate?: number;
}

/** One record with another value. */
export interface EditOrder {
  partition: number;
  rawOffset: number;
  stage: Stage;
  /** UTF-8 text that takes the place of the value. */
  value: string;
  note: string;
}

/** A redrive that runs, or has run last. */
export interface RedriveJob {
  id: number;
  by: string;
  startedAt: number;
  phase: 'looking' | 'looked' | 'sending' | 'done' | 'failed';
  order: RedriveOrder;
  found: {
    matched: number;
    sentBefore: number;
    atCeiling: number;
    tooLarge: number;
    toSend: number;
    chosen: number;
    reasons: QualityView['reasons'];
  } | null;
  sent: number;
  /** Where the first of them stand in raw now. */
  sentAs: RawPlace[];
  /** Records that may be in raw without a line in the list. */
  unsure: number;
  problem: string | null;
}

export interface ActionView {
  at: string;
  by: string;
  role: Role;
  action: string;
  /** What it was done to, without names and numbers. */
  what: string;
  note: string;
}

/** What was done in the console, and what was sent back to raw by anybody, the newest first. */
export interface ActionsView {
  actions: ActionView[];
  sent: SentRow[];
}

/** A record that was sent back to raw, here or by `npm run redrive`. */
export interface SentRow {
  at: string;
  by: string;
  note: string;
  reason: string;
  rules: string[];
  edited: boolean;
  /** The dead record, and what was sent in its stead. */
  original: RawPlace;
  sent: RawPlace;
}
