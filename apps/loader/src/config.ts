import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  kafkaSettings,
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
  group: text('LOADER_GROUP', { default: 'telecom-loader', help: 'Consumer group of the loaders.' }),
  batchRows: wholeNumber('LOADER_BATCH_ROWS', { default: 250_000, min: 1, help: 'Rows that close a batch.' }),
  batchBytes: wholeNumber('LOADER_BATCH_BYTES', {
    default: 64 * 1_048_576,
    min: 1,
    help: 'Bytes of clean records that close a batch.',
  }),
  batchAgeMs: wholeNumber('LOADER_BATCH_AGE_MS', {
    default: 2_000,
    min: 1,
    help: 'Age that closes a batch, ms; 2 s suits PostgreSQL, 60 s Redshift, which prefers few large loads.',
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

/** How long something may stand still, ms; a record may wait for its batch to be old enough before that begins. */
export function stallAfterMs({
  stallSeconds,
  batchAgeMs,
}: {
  stallSeconds: number;
  batchAgeMs: number;
}): number {
  return stallSeconds * 1_000 + batchAgeMs;
}
