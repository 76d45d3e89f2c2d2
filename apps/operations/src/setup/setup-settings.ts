import { defaultPartitions } from '@cdr/call-record';
import {
  actionListSettings,
  kafkaSettings,
  redriveListSettings,
  registrySettings,
  storeSettings,
  topicNameSettings,
  warehouseSettings,
  wholeNumber,
} from '@cdr/worker';

/** Where topics, bucket, schemas and tables are made: the same variables that the workers read. */
export const setupSettings = {
  ...kafkaSettings,
  ...topicNameSettings,
  ...redriveListSettings,
  ...actionListSettings,
  ...registrySettings,
  ...storeSettings,
  ...warehouseSettings,
  partitions: wholeNumber('TOPIC_PARTITIONS', {
    default: defaultPartitions,
    min: 1,
    help: 'Partitions of each topic, when it is created.',
  }),
  replicas: wholeNumber('TOPIC_REPLICAS', {
    default: 1,
    min: 1,
    help: 'Replicas of each topic, when it is created; 3 in production, where each record is then on at least two.',
  }),
};
