import type { CallsPanel } from '../../api.ts';

/** The panel `calls_per_minute` as columns, oldest first: its rows are a minute in UTC and its calls, newest first. */
export function callsByMinute(rows: CallsPanel['rows']): { at: number[]; calls: number[] } {
  const minutes = rows
    .map(([minute, calls]) => ({ at: secondsOf(String(minute)), calls: Number(calls) }))
    .filter(({ at, calls }) => Number.isFinite(at) && Number.isFinite(calls))
    .toReversed();
  return { at: minutes.map(({ at }) => at), calls: minutes.map(({ calls }) => calls) };
}

// As SQL writes it: without the zone, which is UTC.
function secondsOf(minute: string): number {
  return Date.parse(`${minute.slice(0, 19).replace(' ', 'T')}Z`) / 1_000;
}
