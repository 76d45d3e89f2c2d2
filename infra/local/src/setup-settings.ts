import { defaultPartitions, defaultTopics } from '@cdr/call-record';
import { list, optional, secret, text, wholeNumber } from '@cdr/worker';

/** Where topics, bucket and tables are made: the same variables that the workers read. */
export const setupSettings = {
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
  partitions: wholeNumber('TOPIC_PARTITIONS', {
    default: defaultPartitions,
    min: 1,
    help: 'Partitions of each topic, when it is created.',
  }),
  replicas: wholeNumber('TOPIC_REPLICAS', {
    default: 1,
    min: 1,
    help: 'Replicas of each topic, when it is created; 3 in production.',
  }),
  bucket: text('S3_BUCKET', { default: 'telecom-staging', help: 'Bucket for the staged Parquet files.' }),
  region: text('S3_REGION', { default: 'us-east-1', help: 'Region of the bucket.' }),
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
