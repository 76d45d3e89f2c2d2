import { rmSync } from 'node:fs';
import { WarehouseError } from '@cdr/warehouse';
import { Stop } from '@cdr/worker';
import { findRefusedRows, type RowSpan } from './find-refused-rows.ts';
import type { Range } from './position.ts';
import type { RowSlices } from './row-slices.ts';
import type { Refused } from './send-letters.ts';
import { stageBatch, type StagingParts } from './staging/stage-batch.ts';
import type { Objection, Warehouse } from './warehouse/warehouse.ts';
import type { WrittenParquet } from './write-parquet.ts';

/** A batch that the warehouse has refused because of rows. */
export interface BatchToIsolate {
  batchId: string;
  ranges: readonly Range[];
  rows: number;
  slices: RowSlices;
  /** What was said of the whole batch. */
  objection: Objection;
  /** Rows of it that have their letters already. Usually it is one row: so at first one is looked for, and the rest is loaded. */
  foundBefore: number;
}

/** The code of a batch that is refused, though each part of it is taken. */
export const refusedWhole = 'REFUSED_WHOLE';

// So many in one batch are no odd rows any more: each costs some 25 small loads to find.
const mostRefused = 100;
// A warehouse in trouble may refuse anything once. Rows get letters for good, so each must be refused so often, alone, with a
// row in between that nobody could refuse.
const timesAlone = 3;

/**
 * Finds the rows that the warehouse refuses, by loading parts of the batch into staging tables that go nowhere. First a row
 * that nobody could refuse: if that is refused too, it is not about rows, and no record is put aside.
 * @throws Stop when a person must look, WarehouseError when the trouble has passed meanwhile, what staging throws
 */
export async function isolateRows(
  { batchId, ranges, rows, slices, objection, foundBefore }: BatchToIsolate,
  parts: StagingParts & { warehouse: Warehouse },
): Promise<Refused[]> {
  let tries = 0;
  async function load(written: WrittenParquet): Promise<Objection | null> {
    try {
      // Never complete, and never in the ledger: nobody takes it for a batch, and npm run sweep takes it away.
      const place = { batchId: `${batchId}-try${(tries += 1)}`, ranges, isComplete: false };
      const copied = await parts.warehouse.copy(await stageBatch(parts, place, written), parts.onStep);
      if (copied.kind === 'refused') return copied;
      await copied.close();
      return null;
    } finally {
      for (const { file } of written.parts) rmSync(file, { force: true });
    }
  }

  async function loadMadeUp(): Promise<Objection | null> {
    return load(await slices.madeUp());
  }

  async function tryRows(span: RowSpan): Promise<Objection | null> {
    const said = await load(await slices.rows(span));
    if (said === null || span.count > 1) return said;
    for (let time = 1; time < timesAlone; time += 1) {
      if ((await loadMadeUp()) !== null) throw passed(batchId, said);
      if ((await load(await slices.rows(span))) === null) return null;
    }
    return said;
  }

  const ofMadeUp = await refusedEachTime(timesAlone, loadMadeUp);
  if (ofMadeUp !== null) throw notAboutRows(batchId, ofMadeUp, foundBefore);
  const most = mostRefused - foundBefore;
  const found = await findRefusedRows(rows, { tryRows, firstOnly: foundBefore === 0, most });
  if (found === null) throw tooMany(batchId, objection, foundBefore);
  if (found.size === 0) throw passed(batchId, objection);
  const origins = await slices.origins([...found.keys()]);
  return [...found.values()].map((said, n) => ({ ...origins[n]!, complaint: complain(said) }));
}

async function refusedEachTime(
  times: number,
  attempt: () => Promise<Objection | null>,
): Promise<Objection | null> {
  let said: Objection | null = null;
  for (let time = 0; time < times; time += 1) {
    said = await attempt();
    if (said === null) break;
  }
  return said;
}

function complain({ column, why }: Objection): Refused['complaint'] {
  return {
    reason: 'load',
    rules: ['is-loadable'],
    path: column === null ? '' : `/${column}`,
    error: `the warehouse refuses ${column ?? 'the record'}: ${why}`,
  };
}

function notAboutRows(batchId: string, { column, why }: Objection, foundBefore: number): Stop {
  const place = column === null ? '' : ` (column ${column})`;
  return new Stop(
    `batch ${batchId} was not loaded: the warehouse refuses even a made-up row${place}: ${why}. So it is not the records: ` +
      'compare telecom.telecom_data with the column table ("npm run migrate -- --dry-run"), and see what was changed on the warehouse. ' +
      sayPutAside(foundBefore),
  );
}

function tooMany(batchId: string, { column, why }: Objection, foundBefore: number): Stop {
  return new Stop(
    `batch ${batchId} was not loaded: the warehouse refuses more than ${mostRefused} of its rows, first ` +
      `${column ?? 'without naming a column'}: ${why}. So many are no accident: find out what these records have in common ` +
      `(a new producer, a changed column). ${sayPutAside(foundBefore)}; a lower LOADER_BATCH_ROWS lets the loader put aside as many in each smaller batch`,
  );
}

function sayPutAside(count: number): string {
  if (count === 0) return 'No record was put aside';
  return `${count} of its records ${count === 1 ? 'has its letter' : 'have their letters'} already, which a later load makes void`;
}

function passed(batchId: string, { why }: Objection): WarehouseError {
  return new WarehouseError(
    `the warehouse refused batch ${batchId} (${why}), but takes each part of it: it begins anew`,
    refusedWhole,
    true,
  );
}
