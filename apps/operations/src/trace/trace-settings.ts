import { kafkaSettings, storeSettings, topicNameSettings, warehouseSettings } from '@cdr/worker';

/** Where the logs, the files and the table are: the same variables that the workers read. */
export const traceSettings = {
  ...kafkaSettings,
  ...topicNameSettings,
  ...storeSettings,
  ...warehouseSettings,
};
