import { kafkaSettings, storeSettings, text, topicNameSettings, warehouseSettings } from '@cdr/worker';

/** Where the pipeline is that is audited: the same variables that the workers read. */
export const auditSettings = {
  ...kafkaSettings,
  ...topicNameSettings,
  ...storeSettings,
  ...warehouseSettings,
  validatorGroup: text('VALIDATOR_GROUP', {
    default: 'telecom-validator',
    help: 'Consumer group of the validators.',
  }),
};
