import { connectKafka } from '@cdr/kafka';
import { type Env, readConfig } from '@cdr/worker';
import { type Command, exitCodes, listVariables, tell } from '../command.ts';
import { prepare } from './prepare.ts';
import { whileDoing } from './setup-error.ts';
import { setupSettings } from './setup-settings.ts';

const usage = `npm run setup takes no options. It makes what is missing of topics, bucket, schemas (where a registry is named) and tables, where these variables say:
${listVariables(setupSettings)}`;

/** Topics, bucket, schemas and tables on the Kafka, S3, registry and warehouse that the environment names. */
export const setup: Command = {
  help: 'makes what is missing of topics, bucket, schemas and tables',
  usage,
  takesJson: false,
  run: setUp,
};

async function setUp(env: Env): Promise<number> {
  const config = readConfig(env, setupSettings);
  const { brokers } = config;
  const connecting = {
    doing: 'Nothing could be made',
    what: `Kafka at ${brokers.join(', ')}`,
    look: 'KAFKA_BROKERS',
  };
  const kafka = await whileDoing(connecting, () => connectKafka({ brokers, clientId: 'cdr-setup' }));
  try {
    await prepare(kafka, config, tell);
    return exitCodes.done;
  } finally {
    await kafka.close();
  }
}
