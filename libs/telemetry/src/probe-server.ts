import { createServer, type Server, type ServerResponse } from 'node:http';
import type { Registry } from 'prom-client';
import type { HealthWithAnswers, ProbeAnswer } from './health.ts';

interface ProbeServerOptions {
  worker: string;
  host: string;
  /** 0 takes any free port. */
  port: number;
  registry: Registry;
  health: HealthWithAnswers;
}

/**
 * Serves `/metrics`, `/live` and `/ready`; `/metrics?name[]=NAME` those metrics only, which leaves alone what begins anew
 * at each scrape. Resolves with the server and the port it got.
 * @throws Error with what to do when the address cannot be listened on.
 */
export async function startProbeServer(
  options: ProbeServerOptions,
): Promise<{ server: Server; port: number }> {
  const { registry, health } = options;
  const pages: Record<string, (response: ServerResponse, query: URLSearchParams) => void | Promise<void>> = {
    '/live': (response) => answer(response, health.liveness()),
    '/ready': (response) => answer(response, health.readiness()),
    '/metrics': async (response, query) => {
      const text = await metricsOf(registry, query.getAll('name[]'));
      response.writeHead(200, { 'content-type': registry.contentType }).end(text);
    },
  };
  const server = createServer((request, response) => {
    const url = URL.parse(request.url ?? '/', 'http://localhost');
    const page = pages[url?.pathname ?? ''];
    if (!url || !page) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('/metrics /live /ready\n');
      return;
    }
    Promise.resolve(page(response, url.searchParams)).catch(() => response.writeHead(500).end());
  });
  return { server, port: await listen(server, options) };
}

async function metricsOf(registry: Registry, names: string[]): Promise<string> {
  if (names.length === 0) return registry.metrics();
  const known = names.filter((name) => registry.getSingleMetric(name) !== undefined);
  const texts = await Promise.all(known.map((name) => registry.getSingleMetricAsString(name)));
  return texts.map((text) => `${text}\n`).join('');
}

function answer(response: ServerResponse, { status, body }: ProbeAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(body)}\n`);
}

function listen(server: Server, { worker, host, port }: ProbeServerOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      reject(new Error(whyNoAddress(worker, host, port, cause.code), { cause }));
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

function whyNoAddress(worker: string, host: string, port: number, code = 'unknown error'): string {
  const setting = `${worker.toUpperCase()}_METRICS_PORT`;
  if (code === 'EADDRINUSE') {
    return `port ${String(port)} for the metrics of ${worker} is taken: stop what listens there, or set ${setting} to a free port`;
  }
  return `cannot listen on ${host}:${String(port)} for the metrics of ${worker} (${code}): set ${setting} and METRICS_HOST to an address of this machine`;
}
