import type { Histogram } from './histogram.ts';

/** A series of a scrape. */
export interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

/** Reads Prometheus's text format, as far as prom-client writes it. https://prometheus.io/docs/instrumenting/exposition_formats/ */
export function readMetrics(text: string): Sample[] {
  return text.split('\n').flatMap((line) => {
    const match = /^([a-zA-Z_]\w*)(?:\{(.*)\})? (\S+)$/s.exec(line);
    if (match === null) return [];
    const [, name = '', labels = '', value = ''] = match;
    return [{ name, labels: readLabels(labels), value: Number(value.replace('Inf', 'Infinity')) }];
  });
}

function readLabels(text: string): Record<string, string> {
  const pairs = text.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g);
  return Object.fromEntries([...pairs].map(([, name, value]) => [name, unescaped(value!)]));
}

function unescaped(value: string): string {
  return value.replaceAll(/\\(.)/g, (_, char: string) => (char === 'n' ? '\n' : char));
}

/** The histogram of a name, without labels of its own; null when it is not there. */
export function histogramOf(samples: readonly Sample[], name: string): Histogram | null {
  const buckets = samples
    .filter((sample) => sample.name === `${name}_bucket`)
    .map(({ labels, value }) => ({ bound: Number(labels['le']?.replace('Inf', 'Infinity')), count: value }))
    .sort((a, b) => a.bound - b.bound);
  const sum = samples.find((sample) => sample.name === `${name}_sum`)?.value ?? 0;
  return buckets.length === 0 ? null : { buckets, sum };
}
