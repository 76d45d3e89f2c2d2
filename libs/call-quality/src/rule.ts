import type { CallRecord } from '@cdr/call-record';
import type { Facts } from './facts.ts';
import type { QualitySettings } from './quality-settings.ts';

/** A field of the record as the source sends it. */
export type Field = keyof CallRecord;

/**
 * One thing that must be true of a call. A rule whose input is unusable (no such moment, no amount in cents) keeps
 * quiet: another rule says so.
 */
export interface Rule {
  /** The rule in words for the reader of a dead letter: what is asked of the field that broke it, never what was sent. */
  says: (settings: QualitySettings, field: Field) => string;
  /** The first field that breaks the rule; null when the call keeps it. */
  brokenBy: (facts: Facts, settings: QualitySettings) => Field | null;
}
