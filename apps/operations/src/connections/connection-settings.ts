import {
  copySettings,
  kafkaSettings,
  outageSettings,
  registrySettings,
  storeSettings,
  topicNameSettings,
  warehouseSettings,
  windowSettings,
} from '@cdr/worker';

/** Where the parts are, and what the topics must bridge: the same variables that the workers read. */
export const connectionSettings = {
  ...kafkaSettings,
  ...topicNameSettings,
  ...outageSettings,
  ...windowSettings,
  ...storeSettings,
  ...registrySettings,
  ...warehouseSettings,
  ...copySettings,
};
