import { storeSettings, warehouseSettings } from '@cdr/worker';

/** Where the batches and the ledger are: the same variables that the loader reads. */
export const sweepSettings = { ...storeSettings, ...warehouseSettings };
