// What tests of the whole drive: the worker with other ports than main.ts gives it.
export { keepLoading, type KeepLoadingOptions } from './keep-loading.ts';
export { loaderWorker } from './loader-worker.ts';
export { createLoadLimits } from './load-limits.ts';
export type { Spooled, Writer } from './open-window.ts';
export { createTroubles } from './troubles.ts';
export type { Session } from './warehouse/commit-load.ts';
export type { RowSlices } from './row-slices.ts';
export { type CopyIn, openSqlWarehouse, type SqlOptions } from './warehouse/sql-warehouse.ts';
export type { Warehouse } from './warehouse/warehouse.ts';
export type { WrittenBatch } from './write-batch.ts';
