import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Dialect, dialectOf } from '@cdr/call-record';
import {
  choice,
  copySettings,
  kafkaSettings,
  loaderGroupSettings,
  optional,
  outageSettings,
  sourceSettings,
  storeSettings,
  telemetrySettings,
  text,
  topicNameSettings,
  warehouseSettings,
  wholeNumber,
} from '@cdr/worker';

// The longest step of a load, its transaction, may wait 30 s for the gate and then has two statements of up to a minute.
const stall = { least: 180, usual: 180 };

export const loaderSettings = {
  ...telemetrySettings('loader', 9466, stall),
  ...kafkaSettings,
  ...topicNameSettings,
  ...outageSettings,
  ...sourceSettings,
  ...storeSettings,
  ...warehouseSettings,
  ...copySettings,
  group: loaderGroupSettings.loaderGroup,
  batchRows: wholeNumber('LOADER_BATCH_ROWS', { default: 250_000, min: 1, help: 'Rows that close a batch.' }),
  batchBytes: wholeNumber('LOADER_BATCH_BYTES', {
    default: 64 * 1_048_576,
    min: 1,
    help: 'Bytes of clean records that close a batch.',
  }),
  batchAgeMs: optional(
    wholeNumber('LOADER_BATCH_AGE_MS', {
      min: 1,
      help: 'Age that closes a batch, ms; not set: 2000, with redshift:// 60000, as Redshift prefers few large loads.',
    }),
  ),
  addColumns: choice('LOADER_ADD_COLUMNS', {
    default: 'no',
    choices: ['no', 'yes'],
    help: 'Whether the loader adds columns that telecom.telecom_data lacks; no: it stops and says so, and "npm run migrate" adds them.',
  }),
  slices: wholeNumber('LOADER_SLICES', {
    default: 2,
    min: 1,
    max: 1_000,
    help: 'Slices of the warehouse: a large batch is written in a multiple of as many files.',
  }),
  scratchFolder: text('LOADER_SCRATCH_DIR', {
    default: join(tmpdir(), 'cdr-loader'),
    help: 'Folder for batches being written; each loader makes one of its own there and removes it.',
  }),
};

const usualBatchAgeMs: Record<Dialect, number> = { postgres: 2_000, redshift: 60_000 };

/** Age that closes a batch, ms. */
export function batchAgeOf({
  batchAgeMs,
  warehouseUrl,
}: {
  batchAgeMs: number | undefined;
  warehouseUrl: string;
}): number {
  return batchAgeMs ?? usualBatchAgeMs[dialectOf(warehouseUrl)];
}

/** How long something may stand still, ms; a record may wait for its batch to be old enough before that begins. */
export function stallAfterMs(config: Parameters<typeof batchAgeOf>[0] & { stallSeconds: number }): number {
  return config.stallSeconds * 1_000 + batchAgeOf(config);
}
