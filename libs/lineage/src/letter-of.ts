import { findLetter } from './logs/find-letter.ts';
import type { Logs } from './logs/log-places.ts';
import type { RawPlace, RawRecord, Step, Trace } from './trace.ts';
import { type Found, isPassed } from './without-row.ts';

/** Nobody knows where to begin to search, and all of a log is too much to read. */
export const timeUnknown = 'raw holds the record no more, and without its time it is not known where to look';

/** The letter about a record that has no row, by whoever may have written it. @throws KafkaError, Stop */
export async function letterOf(
  logs: Logs,
  place: RawPlace,
  found: Omit<Found, 'letter'>,
): Promise<Trace['letter']> {
  const { raw, clean, batch } = found;
  if (raw.kind !== 'held') return withoutTime(place, raw);
  const since = { from: raw.record.timestamp, to: Number.POSITIVE_INFINITY };
  if (clean.kind !== 'held') return findLetter(logs, place, 'validate', since);
  if (!isPassed(found))
    return { kind: 'none', says: 'the validator has accepted it, and no loader has seen it yet' };
  if (batch === undefined) return findLetter(logs, place, 'load', since);
  if (batch.conflicts + batch.unloadable === 0)
    return { kind: 'none', says: 'the batch refused no record: its call was in the table already' };
  // From the record's own time on: a loader that died before its commit may have left the first letter, which counts.
  return findLetter(logs, place, 'load', { ...since, to: batch.committedAt });
}

function withoutTime(
  { partition, offset }: RawPlace,
  raw: Exclude<Step<RawRecord>, { kind: 'held' }>,
): Trace['letter'] {
  if (raw.kind !== 'expired') return raw;
  const says = `${timeUnknown}: npm run redrive -- --partition ${partition} --offset ${offset} looks through all letters of its partition`;
  return { kind: 'unread', says };
}
