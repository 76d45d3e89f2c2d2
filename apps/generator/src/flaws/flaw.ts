import type { CallRecord } from '@cdr/call-record';
import type { DeadReason } from '@cdr/kafka';

/** The bytes of a message. */
export type MessageValue = string | Buffer | null;

/** One way to spoil a call, and the truth about it: why the validator must refuse it. */
export interface Flaw {
  name: string;
  reason: DeadReason;
  /** One of the broken rules; null where the reason knows none. */
  rule: string | null;
  /** What it spoils: a call made for it, or a clean call sent before, whose key (so, partition) it keeps. */
  takes: 'a new call' | 'an earlier call';
  spoil(call: CallRecord): MessageValue;
}
