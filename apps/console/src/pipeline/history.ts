import type { HistorySeries, HistoryView } from '../api.ts';

/** Figures of one moment; a series that is not known then is left out. */
export type HistoryPoint = { at: number } & Partial<Record<HistorySeries, number | null>>;

/** The last hour, a point each ten seconds. */
export interface History {
  /** Whether a point is due, epoch ms. */
  isDue(now: number): boolean;
  add(point: HistoryPoint): void;
  view(): HistoryView;
}

const hourMs = 3_600_000;
const everyMs = 10_000;
const names = [
  'rawPerMinute',
  'cleanPerMinute',
  'dlqPerMinute',
  'rowsPerSecond',
  'validatorLag',
  'loaderLag',
  'validatorLagSeconds',
  'loaderLagSeconds',
  'validationSeconds',
  'endToEndSeconds',
] as const satisfies HistorySeries[];

/** Begins with what is known from before the console was started, in order. */
export function createHistory(recalled: readonly HistoryPoint[] = []): History {
  const points = [...recalled];

  return {
    isDue: (now) => now - (points.at(-1)?.at ?? 0) >= everyMs,
    add(point) {
      points.push(point);
      while (points[0]!.at < point.at - hourMs) points.shift();
    },
    view: () => ({
      at: points.map(({ at }) => Math.round(at / 1000)),
      series: Object.fromEntries(
        names.map((name) => [name, points.map((point) => point[name] ?? null)]),
      ) as HistoryView['series'],
    }),
  };
}
