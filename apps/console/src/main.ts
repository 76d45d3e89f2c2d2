import { connectKafka } from '@cdr/kafka';
import { openS3 } from '@cdr/object-store';
import { openRegistry } from '@cdr/schema-registry';
import { createConnections } from '@cdr/warehouse';
import { packageVersion, runWorker } from '@cdr/worker';
import { consoleWorker } from './console-worker.ts';

const ports = {
  connect: connectKafka,
  openStore: openS3,
  openConnections: createConnections,
  openSchemas: openRegistry,
};

// Beside the bundle, which is how it runs: the page must be built in any case.
await runWorker(consoleWorker(packageVersion(import.meta.url), new URL('page/', import.meta.url), ports));
