/** How figures are written on every page. What is not known is a dash; times are UTC, as in logs, headers and tables. */

export const unknown = '–';

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

export function count(value: number | null): string {
  return value === null ? unknown : whole.format(value);
}

const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

/** For where there is little room: 1.2M. */
export function shortCount(value: number): string {
  return compact.format(value);
}

const millions = new Intl.NumberFormat('en-US', {
  notation: 'compact',
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});

/** Small rates with a digit behind the point, as 0.4 is not 0; in larger ones the last digits would only flicker. */
export function rate(value: number | null): string {
  if (value === null) return unknown;
  if (value >= 1e6) return millions.format(value);
  return value !== 0 && value < 9.95 ? tenths.format(value) : whole.format(value);
}

/** A share of 1. What is not nothing is not written as 0%. */
export function percent(share: number | null): string {
  if (share === null) return unknown;
  if (share > 0 && share < 0.000_1) return '< 0.01%';
  const digits = share < 0.01 ? 2 : share < 0.1 ? 1 : 0;
  return `${(share * 100).toFixed(share === 0 ? 0 : digits)}%`;
}

const day = 86_400;

/** From microseconds to days, in two units at most. */
const spans: { below: number; write: (seconds: number) => string }[] = [
  { below: 0.000_5, write: (seconds) => (seconds === 0 ? '0 s' : `${(seconds * 1e3).toFixed(2)} ms`) },
  { below: 0.009_95, write: (seconds) => `${(seconds * 1e3).toFixed(1)} ms` },
  { below: 0.999_5, write: (seconds) => `${Math.round(seconds * 1e3)} ms` },
  { below: 9.95, write: (seconds) => `${seconds.toFixed(1)} s` },
  { below: 119.5, write: (seconds) => `${Math.round(seconds)} s` },
  { below: 7_199.5, write: (seconds) => pair(Math.round(seconds), 60, 'min', 's') },
  { below: 2 * day - 30, write: (seconds) => pair(Math.round(seconds / 60), 60, 'h', 'min') },
  { below: Infinity, write: (seconds) => pair(Math.round(seconds / 3_600), 24, 'd', 'h') },
];

/** A length of time, of seconds. Clocks that differ may make it negative: then it is nothing. */
export function duration(seconds: number | null): string {
  if (seconds === null) return unknown;
  const length = Math.max(0, seconds);
  return spans.find(({ below }) => length < below)!.write(length);
}

function pair(small: number, base: number, bigName: string, smallName: string): string {
  const rest = small % base;
  const big = `${Math.floor(small / base)} ${bigName}`;
  return rest === 0 ? big : `${big} ${rest} ${smallName}`;
}

/** Time of day, of epoch ms. */
export function clock(at: number | null): string {
  return at === null ? unknown : new Date(at).toISOString().slice(11, 19);
}

/** Date and time, of epoch ms. */
export function moment(at: number | null): string {
  return at === null ? unknown : `${new Date(at).toISOString().slice(0, 10)} ${clock(at)}`;
}

/** Time of day while that is clear, else with its date. */
export function moments(at: number | null, now: number): string {
  return at !== null && Math.abs(now - at) < day * 500 ? clock(at) : moment(at);
}

/** How long before another moment, both in epoch ms of one clock; whole seconds, so that it does not flicker. */
export function ago(at: number | null, now: number): string {
  if (at === null) return unknown;
  const seconds = Math.max(0, Math.round((now - at) / 1_000));
  return `${seconds < 10 ? `${seconds} s` : duration(seconds)} ago`;
}

const byteUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

export function bytes(size: number | null): string {
  if (size === null) return unknown;
  // What would be rounded to 1024 of a unit is 1 of the next.
  const step = byteUnits.findIndex((_, place) => Math.round(size / 1_024 ** place) < 1_024);
  const unit = step < 0 ? byteUnits.length - 1 : step;
  const figure = size / 1_024 ** unit;
  return `${figure < 100 ? Number(figure.toFixed(1)) : Math.round(figure)} ${byteUnits[unit]}`;
}
