import { connectKafka } from '@cdr/kafka';
import { startTelemetry } from '@cdr/telemetry';
import { packageVersion, runWorker } from '@cdr/worker';
import { generatorSettings } from './config.ts';
import { generate } from './generate.ts';
import { createKafkaPatience } from './kafka-patience.ts';

await runWorker({
  name: 'generator',
  settings: generatorSettings,
  telemetry: ({ metricsHost: host, metricsPort: port, logLevel }) =>
    startTelemetry({ worker: 'generator', version: packageVersion(import.meta.url), host, port, logLevel }),

  async run(context) {
    const { config, telemetry, open, stop } = context;
    const patience = createKafkaPatience(telemetry);
    const kafka = await open(
      patience(() => connectKafka({ brokers: config.brokers, clientId: 'cdr-generator' }), stop),
    );
    return generate({ ...context, kafka, patience });
  },
});
