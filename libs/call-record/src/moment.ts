/**
 * The instants a local time may mean, ms since the epoch, earliest first: none when it does not exist (30 February, or
 * an hour skipped in spring), two when it occurs twice (an hour repeated in autumn).
 */
export type Instants = readonly number[];

export type ReadMoment = (text: string) => Instants;

const none: Instants = [];
const shape = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/;
const longOffset = /GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/;
const minuteMs = 60_000;
const dayMs = 24 * 3_600_000;

/**
 * A reader of `YYYY-MM-DD HH:MM:SS` in an IANA time zone; throws a RangeError for a zone it does not know. The host's
 * own zone plays no part.
 */
export function createMomentReader(timeZone: string): ReadMoment {
  if (timeZone === 'UTC') return readUtc;
  const offsetAt = createOffsetReader(timeZone);
  function readLocal(text: string): Instants {
    const [local] = readUtc(text);
    if (local === undefined) return none;
    // A time occurs twice only where the offset falls, so that the instant by the offset before is the earlier one.
    const offsets = new Set([offsetAt(local - dayMs), offsetAt(local + dayMs)]);
    return [...offsets]
      .map((offset) => local - offset)
      .filter((instant) => offsetAt(instant) === local - instant);
  }
  return readLocal;
}

/** Reads the text as UTC; an empty list for another shape or a moment that does not exist. */
export function readUtc(text: string): Instants {
  if (!shape.test(text)) return none;
  const year = Number(text.slice(0, 4));
  const month = Number(text.slice(5, 7));
  const dayOfMonth = Number(text.slice(8, 10));
  const hour = Number(text.slice(11, 13));
  const minute = Number(text.slice(14, 16));
  const second = Number(text.slice(17, 19));
  // ISO 8601 has a year 0; PostgreSQL and Redshift have none.
  if (year < 1) return none;
  if (month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > daysIn(year, month)) return none;
  if (hour > 23 || minute > 59 || second > 59) return none;
  const instant = Date.UTC(year, month - 1, dayOfMonth, hour, minute, second);
  // Date.UTC takes the years 0 to 99 for 1900 to 1999.
  return [year < 100 ? new Date(instant).setUTCFullYear(year) : instant];
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

// Asking Intl costs microseconds, so answers are kept per minute: since 1973 every zone changes its offset on a whole
// minute, and some not on a quarter of an hour (St. John's changed at 00:01 until 2011).
function createOffsetReader(timeZone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const known = new Map<number, number>();
  function offsetAt(instant: number): number {
    const slot = Math.floor(instant / minuteMs);
    const cached = known.get(slot);
    if (cached !== undefined) return cached;
    const [, sign, hours = 0, minutes = 0, seconds = 0] = longOffset.exec(format.format(slot * minuteMs))!;
    const size = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
    const offset = sign === '-' ? -size : size;
    if (known.size >= 10_000) known.clear();
    known.set(slot, offset);
    return offset;
  }
  return offsetAt;
}

const utcText = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,3})?$/;

/**
 * Reads `YYYY-MM-DD HH:MM:SS` in UTC, with up to three decimals, as databases print what is in columns of ours; NaN for any
 * other text.
 */
export function readInstant(text: string): number {
  return utcText.test(text) ? Date.parse(`${text.replace(' ', 'T')}Z`) : Number.NaN;
}

/** Prints an instant of the years 1 to 9999 as `YYYY-MM-DD HH:MM:SS` in UTC. */
export function printUtc(instant: number): string {
  return new Date(instant).toISOString().slice(0, 19).replace('T', ' ');
}
