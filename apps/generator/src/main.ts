import { connectKafka } from '@cdr/kafka';
import { startTelemetry, tellSends } from '@cdr/telemetry';
import { packageVersion, runWorker } from '@cdr/worker';
import { generatorSettings } from './config.ts';
import { generate } from './generate.ts';
import { createKafkaPatience } from './patience.ts';

await runWorker({
  name: 'generator',
  settings: generatorSettings,
  telemetry: (config) =>
    startTelemetry({
      ...config,
      worker: 'generator',
      version: packageVersion(import.meta.url),
      stallAfterMs: config.stallSeconds * 1_000,
    }),

  async run(context) {
    const { config, telemetry, open, stop, giveUp } = context;
    const patience = createKafkaPatience(telemetry);
    const onSent = tellSends(telemetry.metrics, [config.topic]);
    const kafka = await open(
      patience(
        () => connectKafka({ brokers: config.brokers, clientId: 'cdr-generator', onSent, giveUp }),
        stop,
      ),
    );
    return generate({ ...context, kafka, patience });
  },
});
