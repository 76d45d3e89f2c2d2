import type { CleanRecord } from './logs/find-clean.ts';
import type { Fate, LoadBatch, RawPlace, Step, Trace } from './trace.ts';

/** What was found of a record that has no row. */
export interface Found {
  raw: Trace['raw'];
  clean: Step<CleanRecord>;
  /** The offset of clean to which its partition is loaded. */
  loadedTo: number;
  /** The batch that had the clean record and made no row of it. */
  batch: LoadBatch | undefined;
  letter: Trace['letter'];
}

/** Whether the loaders are past the record in clean. */
export function isPassed({ clean, loadedTo }: Pick<Found, 'clean' | 'loadedTo'>): boolean {
  return clean.kind === 'held' && clean.record.offset < loadedTo;
}

/** The way of a record without a row, as far as it went. */
export function withoutRow(place: RawPlace, found: Found): Trace {
  const { raw, clean, letter, batch } = found;
  return {
    fate: fateOf(found),
    place,
    row: { kind: 'none', says: whyNoRow(found) },
    batch: batch === undefined ? { kind: 'none', says: 'no batch has loaded it' } : { kind: 'held', batch },
    file: { kind: 'none', says: 'there is no row that came from a file' },
    clean,
    raw,
    letter,
  };
}

function fateOf(found: Found): Fate {
  const { raw, clean, letter } = found;
  const isRead = clean.kind === 'held' || clean.kind === 'none';
  if (letter.kind === 'held' && isRead) return 'dead'; // a validator's letter is void where clean has the record
  if (clean.kind === 'held' && !isPassed(found)) return 'waiting';
  if (letter.kind !== 'none' || raw.kind !== 'held' || !isRead) return 'unknown';
  return clean.kind === 'held' ? 'already-loaded' : 'not-judged';
}

function whyNoRow(found: Found): string {
  const { clean, loadedTo } = found;
  if (clean.kind !== 'held') return 'no row was made of it';
  if (isPassed(found))
    return `the loaders are past it and made no row of it; call ${clean.tail.call_id} may have one of another record`;
  const { topic, partition } = clean.record;
  return `not loaded yet: the loaders are at offset ${loadedTo} of ${topic}/${partition}`;
}
