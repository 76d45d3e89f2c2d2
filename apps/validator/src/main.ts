import { connectKafka } from '@cdr/kafka';
import { openRegistry } from '@cdr/schema-registry';
import { packageVersion, runWorker } from '@cdr/worker';
import { validatorWorker } from './validator-worker.ts';

await runWorker(
  validatorWorker(packageVersion(import.meta.url), { connect: connectKafka, openSchemas: openRegistry }),
);
