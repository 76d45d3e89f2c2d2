import { Gauge, type GaugeConfiguration } from 'prom-client';
import type { Age, Values } from './metric-kinds.ts';

/**
 * A gauge of how long ago moments are, in seconds, worked out at each scrape: of a worker that stands still it goes on
 * growing, where a gauge that is set would show the last good figure for ever.
 */
export function createAgeGauge(options: GaugeConfiguration<string>, now: () => number): Age<string> {
  const moments = new Map<string, { labels: Values<string>; moment: number | null }>();
  const gauge = new Gauge({
    ...options,
    collect() {
      for (const { labels, moment } of moments.values())
        this.set(labels, moment === null ? 0 : Math.max(0, now() - moment) / 1000);
    },
  });
  return {
    since(labels, moment) {
      moments.set(keyOf(labels), { labels, moment });
    },
    remove(labels) {
      moments.delete(keyOf(labels));
      gauge.remove(labels);
    },
  };
}

function keyOf(labels: Values<string>): string {
  return JSON.stringify(Object.entries(labels).sort());
}
