import { attempt } from './attempt.ts';
import { findFile, usualFileBytes } from './files/find-file.ts';
import { findClean } from './logs/find-clean.ts';
import { findRaw } from './logs/find-raw.ts';
import type { LineageParts } from './lineage-parts.ts';
import { rangeOf } from './table/call-table.ts';
import type { CallRow, LoadBatch, RawPlace, Step, Trace } from './trace.ts';

/** The way of a row of the table. @throws WarehouseError */
export async function traceRow(parts: LineageParts, row: CallRow, known?: LoadBatch): Promise<Trace> {
  const { place, batchId, ingestedAt } = row;
  if (place === null || batchId === null || ingestedAt === null) return ofOriginalSystem(row);
  const batch = known ?? (await parts.table.batch(batchId));
  return {
    fate: 'loaded',
    place,
    row: { kind: 'held', row },
    batch: batch === null ? unknownBatch(batchId) : { kind: 'held', batch },
    file:
      batch === null
        ? unknownBatch(batchId)
        : await attempt(() => findFile(parts.store, place, batch, parts.mostFileBytes ?? usualFileBytes)),
    ...(await traceLogs(parts, { ...row, place, ingestedAt }, batch)),
    letter: { kind: 'none', says: 'it has a row' },
  };
}

async function traceLogs(
  { logs }: LineageParts,
  row: CallRow & { place: RawPlace; ingestedAt: number },
  batch: LoadBatch | null,
): Promise<Pick<Trace, 'clean' | 'raw'>> {
  const { place, ingestedAt } = row;
  const range = batch === null ? undefined : rangeOf(batch, place.partition);
  if (range !== undefined && range.topic !== logs.topics.clean) {
    const says = `it was loaded from ${range.topic}, and CLEAN_TOPIC is ${logs.topics.clean}`;
    return { clean: { kind: 'elsewhere', says }, raw: { kind: 'elsewhere', says } };
  }
  const clean = await attempt(() => findClean(logs, place, ingestedAt, range));
  return {
    clean: clean.kind === 'held' && clean.tail.fingerprint !== row.fingerprint ? another : clean,
    raw: await attempt(() => findRaw(logs, place, ingestedAt)),
  };
}

const another = {
  kind: 'elsewhere',
  says: 'clean says other things of the call than the row: the row was changed, or the topic deleted and created again; npm run audit tells which',
} as const;

function unknownBatch(batchId: string): Step<never> {
  return { kind: 'none', says: `the ledger knows no batch ${batchId}` };
}

function ofOriginalSystem(row: CallRow): Trace {
  const none = { kind: 'none', says: 'a row of the original system has no lineage' } as const;
  const steps = { batch: none, file: none, clean: none, raw: none, letter: none };
  return { fate: 'original', place: null, row: { kind: 'held', row }, ...steps };
}
