import {
  kafkaSettings,
  outageSettings,
  sourceSettings,
  telemetrySettings,
  text,
  topicNameSettings,
  wholeNumber,
} from '@cdr/worker';

export const validatorSettings = {
  ...telemetrySettings('validator', 9465),
  ...kafkaSettings,
  ...topicNameSettings,
  ...outageSettings,
  ...sourceSettings,
  group: text('VALIDATOR_GROUP', { default: 'telecom-validator', help: 'Consumer group of the validators.' }),
  dedupCalls: wholeNumber('DEDUP_CALLS', {
    default: 500_000,
    min: 1,
    max: 100_000_000,
    help: 'Accepted calls remembered for each partition to recognise duplicates; 48 bytes of memory each, taken at start.',
  }),
  dedupHours: wholeNumber('DEDUP_HOURS', {
    default: 24,
    min: 1,
    max: 24 * 365,
    help: 'Hours a remembered call stays valid.',
  }),
  centsPerMinute: wholeNumber('RATE_CENTS_PER_MINUTE', {
    default: 5,
    help: 'What a minute costs, in cents.',
  }),
};
