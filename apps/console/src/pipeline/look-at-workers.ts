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

/** Asks each process how it is. One that does not answer in time is a value too. */
export function lookAtWorkers(instances: readonly Instance[], patienceMs = 1_500): Promise<InstanceLook[]> {
  return Promise.all(instances.map((instance) => lookAtOne(instance, patienceMs)));
}

async function lookAtOne({ worker, address }: Instance, patienceMs: number): Promise<InstanceLook> {
  const signal = AbortSignal.timeout(patienceMs);
  const get = (path: string) => answerOf(`http://${address}${path}`, signal);
  try {
    const [metrics, ready] = await Promise.all([get(`/metrics?${query}`), get('/ready')]);
    const samples = metrics.ok ? readMetrics(metrics.text) : [];
    // Whatever else answers at this address is no worker.
    if (!samples.some(({ name }) => name === 'cdr_build_info')) return silent(worker, address);
    return told(worker, address, samples, readyOf(ready));
  } catch {
    return silent(worker, address);
  }
}

function silent(worker: string, address: string): InstanceLook {
  const nothing = { version: null, startedAt: null, notReady: null, troubles: [], validation: null };
  return { worker, address, answers: false, ...nothing, endToEnd: null };
}

interface Answer {
  ok: boolean;
  status: number;
  text: string;
}

// Read to its end in any case: an answer that is left half read keeps its connection.
async function answerOf(url: string, signal: AbortSignal): Promise<Answer> {
  const response = await fetch(url, { signal });
  return { ok: response.ok, status: response.status, text: await response.text() };
}

function readyOf({ ok, status, text }: Answer): string | null {
  if (ok) return null;
  try {
    const { why } = JSON.parse(text) as { why?: unknown };
    if (typeof why === 'string') return why;
  } catch {
    // Somebody between the two answers in its stead.
  }
  return `answers ${status}`;
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
