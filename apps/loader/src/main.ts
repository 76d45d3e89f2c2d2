import { connectKafka } from '@cdr/kafka';
import { openS3 } from '@cdr/object-store';
import { createConnections } from '@cdr/warehouse';
import { packageVersion, runWorker } from '@cdr/worker';
import { loaderWorker } from './loader-worker.ts';

await runWorker(
  loaderWorker(packageVersion(import.meta.url), {
    connect: connectKafka,
    openStore: openS3,
    openConnections: createConnections,
  }),
);
