import { connectKafka } from '@cdr/kafka';
import { ConfigError, describeSettings, readConfig } from '@cdr/worker';
import { exitCodes } from './exit-codes.ts';
import { prepare } from './prepare.ts';
import { whileDoing } from './setup-error.ts';
import { setupSettings } from './setup-settings.ts';

// `npm run setup`: topics, bucket and tables on the Kafka, S3 and warehouse that the environment names.

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function setUp(): Promise<void> {
  const config = readConfig(process.env, setupSettings);
  const { brokers } = config;
  const connecting = {
    doing: 'Nothing could be made',
    what: `Kafka at ${brokers.join(', ')}`,
    look: 'KAFKA_BROKERS',
  };
  const kafka = await whileDoing(connecting, () => connectKafka({ brokers, clientId: 'cdr-setup' }));
  try {
    await prepare(kafka, config, tell);
  } finally {
    await kafka.close();
  }
}

const usage = `npm run setup takes no options. It makes what is missing of topics, bucket and tables, where these variables say:
${describeSettings(setupSettings)
  .map(({ name, help }) => `  ${name.padEnd(22)} ${help}`)
  .join('\n')}`;

try {
  if (process.argv.length > 2) {
    tell(usage);
    process.exitCode = process.argv[2] === '--help' ? exitCodes.done : exitCodes.wrongUse;
  } else {
    await setUp();
  }
} catch (error) {
  tell(error instanceof Error ? error.message : String(error));
  process.exitCode = error instanceof ConfigError ? exitCodes.wrongUse : exitCodes.failed;
}
