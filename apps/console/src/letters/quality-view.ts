import { deadReasons } from '@cdr/kafka';
import type { Offender, QualityView } from '../api.ts';
import type { LetterIndex } from './letter-index.ts';
import { countLetters, type Counts, isBad } from './count-letters.ts';
import { rulesOf } from './letter-query.ts';
import { maskField } from './mask-field.ts';

/** How finely each span is shown. */
export const spans: Record<number, { everySeconds: number }> = {
  1: { everySeconds: 60 },
  24: { everySeconds: 1_800 },
  168: { everySeconds: 4 * 3_600 },
};

const hourMs = 3_600_000;
const mostOffenders = 10;

export interface QualityFacts extends Pick<QualityView, 'received' | 'alerts'> {
  index: LetterIndex;
  hours: keyof typeof spans;
  now: number;
  masked: boolean;
}

/** What was refused in the last hours, why, and whose it was. */
export function qualityView({ index, hours, now, received, alerts, masked }: QualityFacts): QualityView {
  const show = (field: string) => (name: string) => (masked ? maskField(field, name) : name);
  const from = now - hours * hourMs;
  const { everySeconds } = spans[hours]!;
  const intervals = Math.ceil((hours * 3_600) / everySeconds) + 1;
  const firstInterval = Math.floor(from / 1000 / everySeconds);
  const counts = countLetters(index, from, (writtenAt) =>
    Math.min(intervals - 1, Math.floor(writtenAt / 1000 / everySeconds) - firstInterval),
  );
  const bad = [...counts.reasons].reduce(
    (sum, [reason, { letters }]) => sum + (isBad(reason) ? letters : 0),
    0,
  );
  return {
    at: now,
    read: index.read(),
    hours,
    received,
    bad,
    badShare: received === null || received === 0 ? null : Math.min(1, bad / received),
    reasons: deadReasons
      .flatMap((reason) => {
        const found = counts.reasons.get(reason);
        return found === undefined
          ? []
          : [{ reason, letters: found.letters, rules: ruleCounts(found.rules, index) }];
      })
      .sort((a, b) => b.letters - a.letters),
    timeline: {
      everySeconds,
      at: Array.from({ length: intervals }, (_, n) => (firstInterval + n) * everySeconds),
      series: Object.fromEntries(
        [...counts.reasons].map(([reason, { timeline }]) => [
          reason,
          Array.from({ length: intervals }, (_, n) => timeline[n] ?? 0),
        ]),
      ),
    },
    offenders: {
      callers: worst(counts.callers, index, show('caller_id')),
      providers: worst(counts.providers, index, show('network_provider')),
    },
    alerts,
  };
}

function ruleCounts(
  byText: ReadonlyMap<number, number>,
  index: LetterIndex,
): { rule: string; letters: number }[] {
  const counts = new Map<string, number>();
  for (const [id, letters] of byText)
    for (const rule of rulesOf({ rules: index.word(id) }))
      counts.set(rule, (counts.get(rule) ?? 0) + letters);
  return ranked(counts).map(([rule, letters]) => ({ rule, letters }));
}

// Sorting all of them would take longer than a page may: there may be as many callers as letters.
function worst(counts: Counts, index: LetterIndex, show: (name: string) => string): Offender[] {
  const top: Offender[] = [];
  for (const [id, letters] of counts.entries()) {
    if (letters <= (top[mostOffenders - 1]?.letters ?? 0)) continue;
    const name = index.word(id);
    if (name === '') continue;
    const place = top.findIndex((other) => other.letters < letters);
    top.splice(place === -1 ? top.length : place, 0, { name, letters });
    top.length = Math.min(top.length, mostOffenders);
  }
  return top.map(({ name, letters }) => ({ name: show(name), letters }));
}

function ranked(counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}
