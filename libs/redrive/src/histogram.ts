import type { DeadReason } from '@cdr/kafka';
import { type Letter, rulesOf } from './letter.ts';

/** How many letters have a reason, and how many of those break which rule; some break several. */
export interface ReasonCount {
  reason: DeadReason;
  letters: number;
  rules: { rule: string; letters: number }[];
}

/** Counts letters by reason and rule, the most first. */
export function countReasons(letters: readonly Letter[]): ReasonCount[] {
  const byReason = Map.groupBy(letters, ({ reason }) => reason);
  return [...byReason]
    .map(([reason, of]) => ({ reason, letters: of.length, rules: countRules(of) }))
    .sort((a, b) => b.letters - a.letters || a.reason.localeCompare(b.reason));
}

function countRules(letters: readonly Letter[]): ReasonCount['rules'] {
  const counts = new Map<string, number>();
  for (const letter of letters)
    for (const rule of rulesOf(letter)) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return [...counts]
    .map(([rule, count]) => ({ rule, letters: count }))
    .sort((a, b) => b.letters - a.letters || a.rule.localeCompare(b.rule));
}
