import { rmSync } from 'node:fs';
import { WarehouseError } from '@cdr/warehouse';
import { Stop } from '@cdr/worker';
import { findRefusedRows } from './find-refused-rows.ts';
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
  /** Usually it is one row: then the rest is loaded at once, and all are looked for only if that is refused as well. */
  isFirstTime: boolean;
}

// So many in one batch are no odd rows any more: each costs some twenty small loads to find.
const mostRefused = 100;

/**
 * Finds the rows that the warehouse refuses, by loading parts of the batch into staging tables that go nowhere. First a row
 * that nobody could refuse: if that is refused too, it is not about rows, and no record is put aside.
 * @throws Stop when a person must look, WarehouseError when the trouble has passed meanwhile, what staging throws
 */
export async function isolateRows(
  { batchId, ranges, rows, slices, objection, isFirstTime }: BatchToIsolate,
  parts: StagingParts & { warehouse: Warehouse },
): Promise<Refused[]> {
  let trials = 0;
  async function load(written: WrittenParquet): Promise<Objection | null> {
    try {
      // Staged as a batch of its own that never gets a place in the ledger: npm run sweep takes it away.
      const staged = await stageBatch(parts, `${batchId}-try${(trials += 1)}`, written, ranges);
      const copied = await parts.warehouse.copy(staged, parts.onStep);
      if (copied.kind === 'refused') return copied;
      await copied.close();
      return null;
    } finally {
      for (const { file } of written.parts) rmSync(file, { force: true });
    }
  }

  const ofMadeUp = await load(await slices.madeUp());
  if (ofMadeUp !== null) throw notAboutRows(batchId, ofMadeUp);
  const found = await findRefusedRows(rows, {
    tryRows: async (span) => load(await slices.rows(span)),
    firstOnly: isFirstTime,
    most: mostRefused,
  });
  if (found === null) throw tooMany(batchId, objection);
  if (found.size === 0) throw passed(batchId, objection);
  const origins = await slices.origins([...found.keys()]);
  return [...found.values()].map((said, n) => ({ ...origins[n]!, complaint: complain(said) }));
}

function complain({ column, why }: Objection): Refused['complaint'] {
  return {
    reason: 'load',
    rules: ['is-loadable'],
    path: column === null ? '' : `/${column}`,
    error: `the warehouse refuses ${column ?? 'the record'}: ${why}`,
  };
}

function notAboutRows(batchId: string, { column, why }: Objection): Stop {
  const place = column === null ? '' : ` (column ${column})`;
  return new Stop(
    `batch ${batchId} was not loaded: the warehouse refuses even a made-up row${place}: ${why}. So it is not the records: ` +
      'compare telecom.telecom_data with the column table ("npm run migrate -- --dry-run"), and see what was changed on the warehouse. ' +
      'No record was put aside',
  );
}

function tooMany(batchId: string, { column, why }: Objection): Stop {
  return new Stop(
    `batch ${batchId} was not loaded: the warehouse refuses more than ${mostRefused} of its rows, first ` +
      `${column ?? 'without naming a column'}: ${why}. So many are no accident: find out what these records have in common ` +
      '(a new producer, a changed column). No record was put aside; a lower LOADER_BATCH_ROWS lets the loader put aside as many in each smaller batch',
  );
}

function passed(batchId: string, { why }: Objection): WarehouseError {
  return new WarehouseError(
    `the warehouse refused batch ${batchId} (${why}), but takes each part of it: it begins anew`,
    'REFUSED_WHOLE',
    true,
  );
}
