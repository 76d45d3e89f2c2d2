import {
  kafkaSettings,
  storeSettings,
  topicNameSettings,
  validatorGroupSettings,
  warehouseSettings,
} from '@cdr/worker';

/** Where the pipeline is that is audited: the same variables that the workers read. */
export const auditSettings = {
  ...kafkaSettings,
  ...topicNameSettings,
  ...storeSettings,
  ...warehouseSettings,
  ...validatorGroupSettings,
};
