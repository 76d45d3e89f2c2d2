import { createTrouble, type Trouble } from '@cdr/worker';
import type { PartName } from './check-parts.ts';

/** The trouble with each part that a loader works on, told once as it begins and as it ends. */
export function createTroubles(telemetry: Parameters<typeof createTrouble>[1]): Record<PartName, Trouble> {
  return {
    Kafka: createTrouble('Kafka', telemetry),
    S3: createTrouble('S3', telemetry),
    warehouse: createTrouble('warehouse', telemetry),
  };
}
