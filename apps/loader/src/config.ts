import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultTopics } from '@cdr/call-record';
import { list, optional, secret, telemetrySettings, text, wholeNumber } from '@cdr/worker';

export const loaderSettings = {
  ...telemetrySettings('loader', 9466),
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
  group: text('LOADER_GROUP', { default: 'telecom-loader', help: 'Consumer group of the loaders.' }),
  outageHours: wholeNumber('LONGEST_OUTAGE_HOURS', {
    default: 72,
    min: 0,
    help: 'Longest loader outage the topics must bridge; the retention of clean is checked against it at start.',
  }),
  batchRows: wholeNumber('LOADER_BATCH_ROWS', { default: 250_000, min: 1, help: 'Rows that close a batch.' }),
  batchBytes: wholeNumber('LOADER_BATCH_BYTES', {
    default: 64 * 1_048_576,
    min: 1,
    help: 'Bytes of clean records that close a batch.',
  }),
  batchAgeMs: wholeNumber('LOADER_BATCH_AGE_MS', {
    default: 2_000,
    min: 1,
    help: 'Age that closes a batch, ms; 2 s suits PostgreSQL, 60 s Redshift, which prefers few large loads.',
  }),
  slices: wholeNumber('LOADER_SLICES', {
    default: 2,
    min: 1,
    max: 1_000,
    help: 'Slices of the warehouse: a large batch is written in a multiple of as many files.',
  }),
  scratchFolder: text('LOADER_SCRATCH_DIR', {
    default: join(tmpdir(), 'cdr-loader'),
    help: 'Folder for batches being written; each loader makes one of its own there and removes it.',
  }),
  bucket: text('S3_BUCKET', { default: 'telecom-staging', help: 'Bucket for the staged Parquet files.' }),
  region: text('S3_REGION', { default: 'us-east-1', help: 'Region of the bucket; Redshift wants its own.' }),
  endpoint: optional(text('S3_ENDPOINT', { help: 'URL of an S3-compatible server; AWS itself without it.' })),
  accessKeyId: optional(
    text('S3_ACCESS_KEY_ID', { help: "Access key; the AWS SDK's own chain without it." }),
  ),
  secretAccessKey: optional(secret('S3_SECRET_ACCESS_KEY', { help: 'Secret of the access key.' })),
  warehouseUrl: text('WAREHOUSE_URL', {
    default: 'postgres://admin@localhost:5439/dev',
    help: 'Warehouse, postgres://user@host:port/database.',
  }),
  warehousePassword: optional(secret('WAREHOUSE_PASSWORD', { help: "The warehouse user's password." })),
};
