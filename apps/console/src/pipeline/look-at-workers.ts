import type { InstanceLook } from './look.ts';
import { histogramOf, readMetrics, type Sample } from './read-metrics.ts';

/** A process to ask. */
export interface Instance {
  worker: string;
  /** `host:port` of its metrics. */
  address: string;
}

// By name: what begins anew at each scrape is left to Prometheus.
const names = [
  'cdr_build_info',
  'cdr_part_trouble',
  'cdr_validation_latency_seconds',
  'cdr_end_to_end_latency_seconds',
  'process_start_time_seconds',
];
const query = names.map((name) => `name[]=${name}`).join('&');
const patienceMs = 1_500;

/** Asks each process how it is. One that does not answer is a value too. */
export function lookAtWorkers(instances: readonly Instance[]): Promise<InstanceLook[]> {
  return Promise.all(instances.map(lookAtOne));
}

async function lookAtOne({ worker, address }: Instance): Promise<InstanceLook> {
  const base = `http://${address}`;
  try {
    const [metrics, ready] = await Promise.all([get(`${base}/metrics?${query}`), get(`${base}/ready`)]);
    return told(worker, address, readMetrics(await metrics.text()), await readyOf(ready));
  } catch {
    const nothing = { version: null, startedAt: null, notReady: null, troubles: [], validation: null };
    return { worker, address, answers: false, ...nothing, endToEnd: null };
  }
}

function get(url: string): Promise<Response> {
  return fetch(url, { signal: AbortSignal.timeout(patienceMs) });
}

async function readyOf(response: Response): Promise<string | null> {
  if (response.ok) return null;
  const { why = `answers ${response.status}` } = (await response.json()) as { why?: string };
  return why;
}

function told(worker: string, address: string, samples: Sample[], notReady: string | null): InstanceLook {
  const started = samples.find(({ name }) => name === 'process_start_time_seconds');
  return {
    worker,
    address,
    answers: true,
    version: samples.find(({ name }) => name === 'cdr_build_info')?.labels['version'] ?? null,
    startedAt: started === undefined ? null : started.value * 1000,
    notReady,
    troubles: samples
      .filter(({ name, value }) => name === 'cdr_part_trouble' && value === 1)
      .map(({ labels }) => labels['part']!),
    validation: histogramOf(samples, 'cdr_validation_latency_seconds'),
    endToEnd: histogramOf(samples, 'cdr_end_to_end_latency_seconds'),
  };
}
