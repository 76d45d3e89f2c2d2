import { setTimeout } from 'node:timers/promises';
import { listSettingsFor } from '@cdr/call-record';
import { addPositions, createBucket, createTopics, type TopicCreator } from '@cdr/infra';
import { type Kafka, KafkaError } from '@cdr/kafka';
import { bareUrl, openRegistry, type RegistryAccess, subjectOf } from '@cdr/schema-registry';
import { type ConfigOf, registryAccess } from '@cdr/worker';
import { migrateOn } from '../migrate/migrate-on.ts';
import { sayApplied, sayViews } from '../migrate/report.ts';
import { registerReleased } from '../schemas/register-released.ts';
import { storeOf } from '../store-of.ts';
import { topicsOf } from '../topics-of.ts';
import type { setupSettings } from './setup-settings.ts';
import { whileDoing } from './setup-error.ts';

type SetupConfig = ConfigOf<typeof setupSettings>;

/**
 * Makes what is missing of topics, bucket, schemas and tables; safe to run again. Tells each step in one line.
 * @throws SetupError saying which step failed and what to look at
 */
export async function prepare(
  kafka: Kafka,
  config: SetupConfig,
  tell: (line: string) => void,
): Promise<void> {
  const { partitions, replicas } = config;
  const store = storeOf(config);
  const topics = topicsOf(config);
  const brokers = config.brokers.join(', ');
  const onKafka = { what: `Kafka at ${brokers}`, look: 'KAFKA_BROKERS, TOPIC_PARTITIONS and TOPIC_REPLICAS' };
  await whileDoing({ ...onKafka, doing: 'The topics could not be made' }, async () => {
    const patient: TopicCreator = { createTopic: (spec) => whenLed(() => kafka.createTopic(spec)) };
    const created = await createTopics(patient, { topics, partitions, replicas });
    const settings = listSettingsFor(replicas);
    for (const topic of [config.redriveTopic, config.actionsTopic])
      if (await patient.createTopic({ topic, partitions: 1, replicas, settings })) created.push(topic);
    tell(created.length > 0 ? `Created topics ${created.join(', ')}.` : 'The topics are there.');
  });

  const onStore = {
    doing: `Bucket ${store.bucket} could not be made`,
    what: store.endpoint ?? `S3 in ${store.region}`,
    look: 'S3_ENDPOINT, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY, S3_REGION and S3_BUCKET',
  };
  await whileDoing(onStore, async () => {
    const made = await createBucket(store);
    tell(made ? `Created bucket ${store.bucket}.` : `Bucket ${store.bucket} is there.`);
  });

  const counting = { ...onKafka, doing: 'The partitions could not be counted' };
  const held = await whileDoing(counting, () =>
    whenLed(async () => {
      const [clean] = await Promise.all([topics.clean, topics.raw, topics.dlq].map((t) => kafka.offsets(t)));
      return clean!;
    }),
  );
  if (held.length !== partitions) tell(otherCount(topics.clean, held.length, partitions));
  const report = await migrateOn(config, {
    andThen: (session) => addPositions(session, topics.clean, held.length),
  });
  if (report.migrations.length > 0) sayApplied(report).forEach(tell);
  tell(sayViews(report));
  tell('The tables of schema telecom are there.');
  const access = registryAccess(config);
  if (access !== null) await registerAt(access, subjectOf(topics.raw), tell);
}

async function registerAt(
  access: RegistryAccess,
  subject: string,
  tell: (line: string) => void,
): Promise<void> {
  const onRegistry = {
    doing: 'The schemas could not be registered',
    what: `the schema registry at ${bareUrl(access.url)}`,
    look: 'SCHEMA_REGISTRY_URL',
  };
  const { refused, schemas } = await whileDoing(onRegistry, () =>
    registerReleased(openRegistry(access), subject),
  );
  const ids = schemas.map(({ name, id }) => `${name} as ${id}`);
  // A newer release may have been here: its schemas must not keep this one from starting.
  tell(
    refused === null
      ? `The schemas of ${subject} are registered: ${ids.join(', ')}.`
      : `The schemas are left as they are: ${refused}.`,
  );
}

function otherCount(topic: string, found: number, wanted: number): string {
  return (
    `${topic} has ${found} partitions. TOPIC_PARTITIONS=${wanted} is for topics that are made; those that are there keep ` +
    'their count.'
  );
}

const leadersWithinMs = 30_000;

// A broker that has just started answers before it leads its partitions again, or those of a topic just made.
async function whenLed<T>(ask: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + leadersWithinMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof KafkaError && error.retriable) || Date.now() > deadline) throw error;
      await setTimeout(200);
    }
  }
}
