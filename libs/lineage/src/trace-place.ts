import { attempt } from './attempt.ts';
import { type CleanRecord, findClean } from './logs/find-clean.ts';
import { findLetter } from './logs/find-letter.ts';
import { findRaw } from './logs/find-raw.ts';
import type { LineageParts } from './lineage-parts.ts';
import { traceRow } from './trace-row.ts';
import type { CallRow, Fate, LoadBatch, RawPlace, RawRecord, Step, Trace } from './trace.ts';

/** The way of a record of raw, also of one that has no row. @throws WarehouseError */
export async function tracePlace(parts: LineageParts, place: RawPlace): Promise<Trace> {
  // Asked first: what is loaded while this looks has a row then, or is taken for waiting.
  const loadedTo = await loadedThrough(parts, place);
  const raw = await attempt(() => findRaw(parts.logs, place, null));
  const clean = await attempt(() => cleanOf(parts, place, raw));
  // By the start and the id that clean has it is at hand; by its place all of a batch's span must be gone through.
  const row = clean.kind === 'held' ? await rowOfCall(parts, place, clean) : null;
  if (row !== null) return traceRow(parts, row);
  const isPassed = clean.kind === 'held' && clean.record.offset < loadedTo;
  if (clean.kind === 'none') {
    const letter = await attempt(() => letterOf(parts, place, { raw, clean, isPassed, batch: undefined }));
    if (letter.kind === 'held')
      return withoutRow(parts, place, { raw, clean, isPassed, letter, batch: undefined }, loadedTo);
  }
  const isWaiting = clean.kind === 'held' && !isPassed;
  const batches = isWaiting ? [] : await parts.table.batchesAround(parts.logs.topics.clean, place);
  for (const batch of batches) {
    const found = await parts.table.inBatch(place, batch);
    if (found !== null) return traceRow(parts, found, batch);
  }
  const batch = isPassed ? batches[0] : undefined;
  const letter = await attempt(() => letterOf(parts, place, { raw, clean, isPassed, batch }));
  return withoutRow(parts, place, { raw, clean, isPassed, letter, batch }, loadedTo);
}

async function rowOfCall(
  { table }: LineageParts,
  place: RawPlace,
  { record, tail }: CleanRecord,
): Promise<CallRow | null> {
  const { start_datetime: start } = JSON.parse(String(record.value)) as { start_datetime: string };
  const rows = await table.ofCall(tail.call_id, start);
  return (
    rows.find((row) => row.place?.partition === place.partition && row.place.offset === place.offset) ?? null
  );
}

function withoutRow(
  parts: LineageParts,
  place: RawPlace,
  { batch, ...found }: Found & { batch: LoadBatch | undefined },
  loadedTo: number,
): Trace {
  const { raw, clean, isPassed, letter } = found;
  return {
    fate: fateOf(found),
    place,
    row: { kind: 'none', says: whyNoRow(parts, clean, isPassed, loadedTo) },
    batch: batch === undefined ? { kind: 'none', says: 'no batch has loaded it' } : { kind: 'held', batch },
    file: { kind: 'none', says: 'there is no row that came from a file' },
    clean,
    raw,
    letter,
  };
}

/** What a trace without a row has found. */
interface Found {
  raw: Trace['raw'];
  clean: Step<CleanRecord>;
  /** Whether the loaders are past its clean record. */
  isPassed: boolean;
  letter: Trace['letter'];
}

function fateOf({ raw, clean, isPassed, letter }: Found): Fate {
  const isRead = clean.kind === 'held' || clean.kind === 'none';
  if (letter.kind === 'held' && isRead) return 'dead'; // a validator's letter is void where clean has the record
  if (clean.kind === 'held' && !isPassed) return 'waiting';
  if (letter.kind !== 'none' || raw.kind !== 'held' || !isRead) return 'unknown';
  return clean.kind === 'held' ? 'already-loaded' : 'not-judged';
}

async function loadedThrough({ table, logs }: LineageParts, { partition }: RawPlace): Promise<number> {
  const positions = await table.loadedThrough(logs.topics.clean);
  return positions.find((one) => one.partition === partition)?.nextOffset ?? 0;
}

function whyNoRow(
  { logs }: LineageParts,
  clean: Step<CleanRecord>,
  isPassed: boolean,
  loadedTo: number,
): string {
  if (clean.kind !== 'held') return 'no row was made of it';
  if (isPassed)
    return `the loaders are past it and made no row of it; call ${clean.tail.call_id} may have one of another record`;
  return `not loaded yet: the loaders are at offset ${loadedTo} of ${logs.topics.clean}/${clean.record.partition}`;
}

// Without the raw record's time nobody knows where to begin, and all of clean is too much to read.
async function cleanOf(
  { logs }: LineageParts,
  place: RawPlace,
  raw: Step<RawRecord>,
): Promise<Step<CleanRecord>> {
  if (raw.kind === 'held') return findClean(logs, place, raw.record.timestamp);
  if (raw.kind === 'expired') return { kind: 'unread', says: timeUnknown };
  return raw;
}

const timeUnknown = 'raw holds the record no more, and without its time it is not known where to look';

async function letterOf(
  { logs }: LineageParts,
  place: RawPlace,
  { raw, clean, isPassed, batch }: Omit<Found, 'letter'> & { batch: LoadBatch | undefined },
): Promise<Trace['letter']> {
  if (raw.kind !== 'held')
    return raw.kind !== 'expired'
      ? raw
      : {
          kind: 'unread',
          says:
            `${timeUnknown}: npm run redrive -- --partition ${place.partition} --offset ${place.offset} looks through all ` +
            'letters of its partition',
        };
  const since = { from: raw.record.timestamp, to: Number.POSITIVE_INFINITY };
  if (clean.kind !== 'held') return findLetter(logs, place, 'validate', since);
  if (!isPassed)
    return { kind: 'none', says: 'the validator has accepted it, and no loader has seen it yet' };
  if (batch === undefined) return findLetter(logs, place, 'load', since);
  if (batch.conflicts + batch.unloadable === 0)
    return { kind: 'none', says: 'the batch refused no record: its call was in the table already' };
  // From the record's own time on: a loader that died before its commit may have left the first letter, which counts.
  return findLetter(logs, place, 'load', { ...since, to: batch.committedAt });
}
