import { connectKafka } from '@cdr/kafka';
import { loaderWorker } from '@cdr/loader';
import { openS3 } from '@cdr/object-store';
import { createConnections } from '@cdr/warehouse';
import { runWorker } from '@cdr/worker';
import { openPoints } from './kill-points/open-points.ts';
import { watchConnections } from './kill-points/watch-connections.ts';
import { watchStore } from './kill-points/watch-store.ts';

// The loader with points at which it can be made to end in the middle of a load.

const points = openPoints();

await runWorker(
  loaderWorker('chaos', {
    connect: connectKafka,
    openStore: (options) => watchStore(openS3(options), points),
    openConnections: (options) => watchConnections(createConnections(options), points),
  }),
);
