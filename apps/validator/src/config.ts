import { defaultTopics } from '@cdr/call-record';
import { list, telemetrySettings, text, timeZone, wholeNumber } from '@cdr/worker';

export const validatorSettings = {
  ...telemetrySettings('validator', 9465),
  brokers: list('KAFKA_BROKERS', {
    default: 'localhost:9092',
    help: 'Kafka brokers, host:port between commas.',
  }),
  rawTopic: text('RAW_TOPIC', {
    default: defaultTopics.raw,
    help: 'Topic of the records as producers send them.',
  }),
  cleanTopic: text('CLEAN_TOPIC', { default: defaultTopics.clean, help: 'Topic of the accepted records.' }),
  dlqTopic: text('DLQ_TOPIC', { default: defaultTopics.dlq, help: 'Topic of the dead letters.' }),
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
  outageHours: wholeNumber('LONGEST_OUTAGE_HOURS', {
    default: 72,
    min: 0,
    help: 'Longest loader outage the topics must bridge; the retention of clean is checked against it at start.',
  }),
  sourceTimeZone: timeZone('SOURCE_TIME_ZONE', {
    default: 'UTC',
    help: 'Zone of start_datetime and end_datetime, which carry none.',
  }),
  centsPerMinute: wholeNumber('RATE_CENTS_PER_MINUTE', {
    default: 5,
    help: 'What a minute costs, in cents.',
  }),
};
