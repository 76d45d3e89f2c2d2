import { attempt } from './attempt.ts';
import { letterOf, timeUnknown } from './letter-of.ts';
import { type CleanRecord, findClean } from './logs/find-clean.ts';
import { findRaw } from './logs/find-raw.ts';
import type { LineageParts } from './lineage-parts.ts';
import { traceRow } from './trace-row.ts';
import type { CallRow, RawPlace, RawRecord, Step, Trace } from './trace.ts';
import { isPassed, withoutRow } from './without-row.ts';

/** The way of a record of raw, also of one that has no row. @throws WarehouseError */
export async function tracePlace(parts: LineageParts, place: RawPlace): Promise<Trace> {
  const { logs, table } = parts;
  // Asked first: what is loaded while this looks has a row then, or is taken for waiting.
  const loadedTo = await loadedThrough(parts, place);
  const raw = await attempt(() => findRaw(logs, place, null));
  const clean = await attempt(() => cleanOf(parts, place, raw));
  const found = { raw, clean, loadedTo };
  // By the start and the id that clean has it is at hand; by its place all of a batch's span must be gone through.
  const row = clean.kind === 'held' ? await rowOfCall(parts, place, clean) : null;
  if (row !== null) return traceRow(parts, row);
  if (clean.kind === 'none') {
    const letter = await attempt(() => letterOf(logs, place, { ...found, batch: undefined }));
    if (letter.kind === 'held') return withoutRow(place, { ...found, batch: undefined, letter });
  }
  const isWaiting = clean.kind === 'held' && !isPassed(found);
  const batches = isWaiting ? [] : await table.batchesAround(logs.topics.clean, place);
  for (const batch of batches) {
    const inBatch = await table.inBatch(place, batch);
    if (inBatch !== null) return traceRow(parts, inBatch, batch);
  }
  const batch = isPassed(found) ? batches[0] : undefined;
  const letter = await attempt(() => letterOf(logs, place, { ...found, batch }));
  return withoutRow(place, { ...found, batch, letter });
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

async function loadedThrough({ table, logs }: LineageParts, { partition }: RawPlace): Promise<number> {
  const positions = await table.loadedThrough(logs.topics.clean);
  return positions.find((one) => one.partition === partition)?.nextOffset ?? 0;
}

async function cleanOf(
  { logs }: LineageParts,
  place: RawPlace,
  raw: Step<RawRecord>,
): Promise<Step<CleanRecord>> {
  if (raw.kind === 'held') return findClean(logs, place, raw.record.timestamp);
  if (raw.kind === 'expired') return { kind: 'unread', says: timeUnknown };
  return raw;
}
