import {
  kafkaSettings,
  outageSettings,
  registrySettings,
  sourceSettings,
  telemetrySettings,
  topicNameSettings,
  validatorGroupSettings,
  wholeNumber,
  windowSettings,
} from '@cdr/worker';

export const validatorSettings = {
  ...telemetrySettings('validator', 9465),
  ...kafkaSettings,
  ...topicNameSettings,
  ...outageSettings,
  ...registrySettings,
  ...sourceSettings,
  group: validatorGroupSettings.validatorGroup,
  dedupCalls: wholeNumber('DEDUP_CALLS', {
    default: 500_000,
    min: 1,
    max: 100_000_000,
    help: 'Accepted calls remembered for each partition to recognise duplicates; 48 bytes of memory each, taken at start.',
  }),
  ...windowSettings,
  centsPerMinute: wholeNumber('RATE_CENTS_PER_MINUTE', {
    default: 5,
    help: 'What a minute costs, in cents.',
  }),
};
