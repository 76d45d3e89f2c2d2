import { type DeadReason, deadReasons } from '@cdr/kafka';
import type { Offender, QualityView } from '../api.ts';
import type { LetterIndex } from './letter-index.ts';
import { rulesOf } from './letter-query.ts';
import { maskNumber } from './mask.ts';

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
  const from = now - hours * hourMs;
  const { everySeconds } = spans[hours]!;
  const intervals = Math.ceil((hours * 3_600) / everySeconds) + 1;
  const firstInterval = Math.floor(from / 1000 / everySeconds);
  const byReason = new Map<DeadReason, { letters: number; rules: Map<string, number>; timeline: number[] }>();
  const callers = new Map<string, number>();
  const providers = new Map<string, number>();
  index.newestFirst({ from }, (letter) => {
    const { reason, writtenAt, caller, provider } = letter;
    let of = byReason.get(reason);
    if (of === undefined) {
      of = { letters: 0, rules: new Map(), timeline: Array<number>(intervals).fill(0) };
      byReason.set(reason, of);
    }
    of.letters += 1;
    for (const rule of rulesOf(letter)) add(of.rules, rule);
    of.timeline[Math.min(intervals - 1, Math.floor(writtenAt / 1000 / everySeconds) - firstInterval)]! += 1;
    // Who sends something twice does not send bad data.
    if (reason === 'duplicate') return;
    if (caller !== '') add(callers, caller);
    if (provider !== '') add(providers, provider);
  });
  const bad = badOf([...byReason].map(([reason, { letters }]) => ({ reason, letters })));
  return {
    at: now,
    read: index.read(),
    hours,
    received,
    bad,
    badShare: received === null || received === 0 ? null : Math.min(1, bad / received),
    reasons: deadReasons
      .filter((reason) => byReason.has(reason))
      .map((reason) => ({
        reason,
        letters: byReason.get(reason)!.letters,
        rules: ranked(byReason.get(reason)!.rules).map(([rule, letters]) => ({ rule, letters })),
      }))
      .sort((a, b) => b.letters - a.letters),
    timeline: {
      everySeconds,
      at: Array.from({ length: intervals }, (_, n) => (firstInterval + n) * everySeconds),
      series: Object.fromEntries([...byReason].map(([reason, { timeline }]) => [reason, timeline])),
    },
    offenders: {
      callers: worst(callers, (caller) => (masked ? maskNumber(caller) : caller)),
      providers: worst(providers, (provider) => provider),
    },
    alerts,
  };
}

/** Dead letters without duplicates: those are kept, but are no bad data. */
export function badOf(reasons: readonly { reason: DeadReason; letters: number }[]): number {
  return reasons
    .filter(({ reason }) => reason !== 'duplicate')
    .reduce((sum, { letters }) => sum + letters, 0);
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function ranked(counts: Map<string, number>): [string, number][] {
  return [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b));
}

function worst(counts: Map<string, number>, show: (name: string) => string): Offender[] {
  return ranked(counts)
    .slice(0, mostOffenders)
    .map(([name, letters]) => ({ name: show(name), letters }));
}
