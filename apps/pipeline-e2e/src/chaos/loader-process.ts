import { connectKafka } from '@cdr/kafka';
import { loaderSettings, runLoader, stallAfterMs } from '@cdr/loader';
import { openS3 } from '@cdr/object-store';
import { startTelemetry } from '@cdr/telemetry';
import { createConnections } from '@cdr/warehouse';
import { runWorker } from '@cdr/worker';
import { openPoints } from './kill-points/open-points.ts';
import { watchConnections } from './kill-points/watch-connections.ts';
import { watchStore } from './kill-points/watch-store.ts';

// The loader as its main.ts composes it, with points at which it can be made to end in the middle of a load.

const version = 'chaos';
const points = openPoints();

await runWorker({
  name: 'loader',
  settings: loaderSettings,
  telemetry: (config) =>
    startTelemetry({
      ...config,
      worker: 'loader',
      version,
      stallAfterMs: stallAfterMs(config),
    }),
  run: (context) =>
    runLoader({
      ...context,
      version,
      connect: connectKafka,
      openStore: (options) => watchStore(openS3(options), points),
      openConnections: (options) => watchConnections(createConnections(options), points),
    }),
});
