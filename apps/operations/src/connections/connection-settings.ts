import {
  kafkaSettings,
  outageSettings,
  storeSettings,
  topicNameSettings,
  warehouseSettings,
  wholeNumber,
} from '@cdr/worker';

/** Where the parts are, and what the topics must bridge: the same variables that the workers read. */
export const connectionSettings = {
  ...kafkaSettings,
  ...topicNameSettings,
  ...outageSettings,
  dedupHours: wholeNumber('DEDUP_HOURS', {
    default: 24,
    min: 1,
    max: 24 * 365,
    help: 'Hours a remembered call stays valid.',
  }),
  ...storeSettings,
  ...warehouseSettings,
};
