import { awsSettings, warehouseSettings } from '@cdr/worker';

/** Where the schema is: the same variables that the loader reads. */
export const migrateSettings = { ...awsSettings, ...warehouseSettings };
