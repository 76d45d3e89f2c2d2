import { connectKafka } from '@cdr/kafka';
import { ConfigError, readConfig } from '@cdr/worker';
import { prepare } from './prepare.ts';
import { setupSettings } from './setup-settings.ts';

// `npm run setup`: topics, bucket and tables on the Kafka, S3 and warehouse that the environment names.

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

try {
  const config = readConfig(process.env, setupSettings);
  const kafka = await connectKafka({ brokers: config.brokers, clientId: 'cdr-setup' });
  try {
    await prepare(kafka, config, tell);
  } finally {
    await kafka.close();
  }
} catch (error) {
  tell(error instanceof Error ? error.message : String(error));
  process.exitCode = error instanceof ConfigError ? 2 : 1;
}
