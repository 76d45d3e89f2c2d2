/**
 * The instants a local time may mean, ms since the epoch, earliest first: none when it does not exist (30 February, or
 * an hour skipped in spring), two when it occurs twice (an hour repeated in autumn).
 */
export type Instants = readonly number[];

export type ReadMoment = (text: string) => Instants;

const none: Instants = [];
const shape = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/;
const quarterHour = 15 * 60_000;
const day = 24 * 3_600_000;

/** A reader of `YYYY-MM-DD HH:MM:SS` in an IANA time zone. The host's own zone plays no part. */
export function createMomentReader(timeZone: string): ReadMoment {
  if (timeZone === 'UTC') return readUtc;
  const offsetAt = createOffsetReader(timeZone);
  function readLocal(text: string): Instants {
    const [local] = readUtc(text);
    if (local === undefined) return none;
    const offsets = new Set([offsetAt(local - day), offsetAt(local + day)]);
    return [...offsets]
      .map((offset) => local - offset)
      .filter((instant) => offsetAt(instant) === local - instant)
      .sort((a, b) => a - b);
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

// Asking Intl costs microseconds, so answers are kept per quarter of an hour: no zone changes its offset within one.
function createOffsetReader(timeZone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('en-CA-u-ca-iso8601-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  const known = new Map<number, number>();
  function offsetAt(instant: number): number {
    const slot = Math.floor(instant / quarterHour);
    const cached = known.get(slot);
    if (cached !== undefined) return cached;
    const part = Object.fromEntries(
      format.formatToParts(slot * quarterHour).map((p) => [p.type, Number(p.value)]),
    );
    const local = Date.UTC(
      part['year']!,
      part['month']! - 1,
      part['day'],
      part['hour'],
      part['minute'],
      part['second'],
    );
    if (known.size >= 10_000) known.clear();
    known.set(slot, local - slot * quarterHour);
    return local - slot * quarterHour;
  }
  return offsetAt;
}

/** Prints an instant as `YYYY-MM-DD HH:MM:SS` in UTC. */
export function printUtc(instant: number): string {
  return new Date(instant).toISOString().slice(0, 19).replace('T', ' ');
}
