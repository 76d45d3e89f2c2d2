import { defaultActionsTopic, defaultRedriveTopic, defaultTopics, dialectOf } from '@cdr/call-record';
import type { ConfigOf } from './read-config.ts';
import { along, apart, either, type Env, neededWhen, onlyWhen, optional } from './setting.ts';
import {
  addresses,
  awsName,
  bucketName,
  databaseUrl,
  iamRole,
  secret,
  text,
  timeZone,
  topicName,
  webUrl,
  wholeNumber,
} from './settings.ts';

// Settings that several workers read: said once, so that they mean the same everywhere.

export const kafkaSettings = {
  brokers: addresses('KAFKA_BROKERS', {
    default: 'localhost:9092',
    help: 'Kafka brokers to start from, host:port with commas between them.',
  }),
};

const rawTopic = topicName('RAW_TOPIC', {
  default: defaultTopics.raw,
  help: 'Topic of the records as producers send them.',
});
const cleanTopic = topicName('CLEAN_TOPIC', {
  default: defaultTopics.clean,
  help: 'Topic of the accepted records.',
});

const dlqTopic = apart(
  [rawTopic, cleanTopic],
  'be three different names',
  topicName('DLQ_TOPIC', { default: defaultTopics.dlq, help: 'Topic of the dead letters.' }),
);

export const topicNameSettings = { rawTopic, cleanTopic, dlqTopic };

export const redriveListSettings = {
  redriveTopic: apart(
    [rawTopic, cleanTopic, dlqTopic],
    'be four different names',
    topicName('REDRIVE_TOPIC', {
      default: defaultRedriveTopic,
      help: 'Topic with the list of dead letters that were sent back to raw: which, when, by whom and why.',
    }),
  ),
};

export const actionListSettings = {
  actionsTopic: apart(
    [rawTopic, cleanTopic, dlqTopic, redriveListSettings.redriveTopic],
    'be five different names',
    topicName('ACTIONS_TOPIC', {
      default: defaultActionsTopic,
      help: 'Topic with the list of what operators did in the console: which, when, by whom and why.',
    }),
  ),
};

export const validatorGroupSettings = {
  validatorGroup: text('VALIDATOR_GROUP', {
    default: 'telecom-validator',
    help: 'Consumer group of the validators.',
  }),
};

export const loaderGroupSettings = {
  loaderGroup: text('LOADER_GROUP', { default: 'telecom-loader', help: 'Consumer group of the loaders.' }),
};

export const windowSettings = {
  dedupHours: wholeNumber('DEDUP_HOURS', {
    default: 24,
    min: 1,
    max: 24 * 365,
    help: 'Hours a remembered call stays valid.',
  }),
};

/** What the retention of clean must bridge, checked by validator and loader at start. */
export const outageSettings = {
  outageHours: wholeNumber('LONGEST_OUTAGE_HOURS', {
    default: 72,
    min: 0,
    help: 'Longest loader outage the topics must bridge; the retention of clean is checked against it at start.',
  }),
};

export const sourceSettings = {
  sourceTimeZone: timeZone('SOURCE_TIME_ZONE', {
    default: 'UTC',
    help: 'Zone that start_datetime and end_datetime, which carry none, are meant in; an IANA name.',
  }),
};

const registryUser = optional(
  text('SCHEMA_REGISTRY_USER', { help: 'User of the schema registry, where it asks for one.' }),
);

/** The registry that holds the schemas which records name by an id. */
export const registrySettings = {
  registryUrl: optional(
    webUrl('SCHEMA_REGISTRY_URL', {
      help: 'Schema registry with an API like Confluent’s; Apicurio’s has the path /apis/ccompat/v7. Without it a record that names a schema is a dead letter.',
    }),
  ),
  registryUser,
  registryPassword: along(
    registryUser,
    optional(secret('SCHEMA_REGISTRY_PASSWORD', { help: 'Password of this user.' })),
  ),
};

/** Where the registry is, and as whom it is asked; null where there is none. */
export function registryAccess({
  registryUrl: url,
  registryUser: user,
  registryPassword: password,
}: ConfigOf<typeof registrySettings>) {
  return url === undefined ? null : { url, user, password };
}

const accessKeyId = optional(
  text('S3_ACCESS_KEY_ID', { help: "Access key; the AWS SDK's own chain without it." }),
);

/** Whom AWS takes us for, and where. */
export const awsSettings = {
  region: text('S3_REGION', {
    default: 'us-east-1',
    help: 'Region of the bucket, and of Redshift: it reads Parquet from no other.',
  }),
  accessKeyId,
  secretAccessKey: along(
    accessKeyId,
    optional(secret('S3_SECRET_ACCESS_KEY', { help: 'Secret of the access key.' })),
  ),
};

export const storeSettings = {
  bucket: bucketName('S3_BUCKET', {
    default: 'telecom-staging',
    help: 'Bucket for the staged Parquet files.',
  }),
  endpoint: optional(
    webUrl('S3_ENDPOINT', { help: 'URL of an S3-compatible server; AWS itself without it.' }),
  ),
  ...awsSettings,
};

/** The keys of `awsSettings`, both or none. */
export function credentialsOf({ accessKeyId, secretAccessKey }: ConfigOf<typeof awsSettings>) {
  return accessKeyId !== undefined && secretAccessKey !== undefined
    ? { accessKeyId, secretAccessKey }
    : undefined;
}

const warehousePassword = optional(secret('WAREHOUSE_PASSWORD', { help: "The warehouse user's password." }));
// What only Redshift has is no setting of another warehouse: whoever sets it thinks to talk to Redshift.
const isRedshift = (env: Env) => dialectOf(env['WAREHOUSE_URL'] ?? '') === 'redshift';
const forRedshift = { holds: isRedshift, must: 'go with redshift:// in WAREHOUSE_URL' };

const redshiftWorkgroup = onlyWhen(
  forRedshift,
  either(
    [warehousePassword],
    optional(
      awsName('REDSHIFT_WORKGROUP', {
        help: 'Redshift Serverless workgroup to get passwords for a few minutes from, by IAM, instead of WAREHOUSE_PASSWORD.',
      }),
    ),
  ),
);

export const warehouseSettings = {
  warehouseUrl: databaseUrl('WAREHOUSE_URL', {
    default: 'postgres://admin@localhost:5439/dev',
    help: 'Warehouse, postgres://user@host:port/database; redshift:// for Amazon Redshift, with TLS unless ?sslmode=disable.',
  }),
  warehousePassword,
  redshiftWorkgroup,
  redshiftCluster: onlyWhen(
    forRedshift,
    either(
      [warehousePassword, redshiftWorkgroup],
      optional(
        awsName('REDSHIFT_CLUSTER', {
          help: 'Provisioned Redshift cluster to get passwords for a few minutes from, by IAM, instead of WAREHOUSE_PASSWORD.',
        }),
      ),
    ),
  ),
};

export const copySettings = {
  copyRole: neededWhen(
    {
      holds: isRedshift,
      must: 'name the IAM role that reads the bucket, or be "default": WAREHOUSE_URL says redshift://',
    },
    iamRole('REDSHIFT_COPY_ROLE', {
      help: 'IAM role by which Redshift reads the bucket, its ARN, or default; needed with redshift:// in WAREHOUSE_URL.',
    }),
  ),
};
