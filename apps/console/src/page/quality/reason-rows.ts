import type { DeadReason } from '@cdr/kafka';
import type { QualityView } from '../../api.ts';

/** A line of the table: a reason, or a rule of it. */
export interface ReasonRow {
  reason: DeadReason;
  rule: string | null;
  letters: number;
  /** Of all letters. A record may break several rules: those of a reason may be more than it. */
  share: number;
}

/** Each reason with its rules below it. */
export function reasonRows(reasons: QualityView['reasons']): ReasonRow[] {
  const all = reasons.reduce((sum, { letters }) => sum + letters, 0);
  const row = (reason: DeadReason, rule: string | null, letters: number) => ({
    reason,
    rule,
    letters,
    share: all === 0 ? 0 : letters / all,
  });
  return reasons.flatMap(({ reason, letters, rules }) => [
    row(reason, null, letters),
    ...rules.map(({ rule, letters: ofRule }) => row(reason, rule, ofRule)),
  ]);
}
