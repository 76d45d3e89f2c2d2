import { afterEach, describe, expect, test } from '@jest/globals';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { startTelemetry, type Telemetry } from './telemetry.ts';

const open: Telemetry[] = [];

async function start(port = 0): Promise<Telemetry> {
  const telemetry = await startTelemetry({
    worker: 'validator',
    version: '1.2.3',
    metricsHost: '127.0.0.1',
    metricsPort: port,
    logLevel: 'silent',
    stallAfterMs: 60_000,
  });
  open.push(telemetry);
  return telemetry;
}

function get(telemetry: Telemetry, path: string): Promise<Response> {
  return fetch(`http://127.0.0.1:${String(telemetry.port)}${path}`);
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((telemetry) => telemetry.close()));
});

describe('telemetry', () => {
  test('serves the metrics of this project and of Node', async () => {
    const response = await get(await start(), '/metrics');
    const text = await response.text();
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(text).toContain('cdr_build_info{worker="validator",version="1.2.3"} 1');
    for (const name of [
      'nodejs_eventloop_lag_p99_seconds',
      'process_resident_memory_bytes',
      'process_cpu_seconds_total',
    ])
      expect(text).toMatch(new RegExp(`^${name} \\d`, 'm'));
    expect(text).not.toMatch(/ nan$/im); // also at the first scrape, before anything was measured
    expect(text).toContain('cdr_dedup_state_entries');
    expect(text).not.toContain('cdr_load'); // a validator loads nothing
  });

  test('serves only the metrics that are asked for by name, and those it has not are left out', async () => {
    const telemetry = await start();
    const names = ['cdr_build_info', 'cdr_dedup_state_entries', 'no_such_metric'];
    const asked = names.map((name) => `name[]=${name}`).join('&');
    const text = await (await get(telemetry, `/metrics?${asked}`)).text();
    const shown = text.split('\n').filter((line) => line.startsWith('# TYPE'));
    expect(shown).toEqual(['# TYPE cdr_build_info gauge', '# TYPE cdr_dedup_state_entries gauge']);
    expect(text).not.toContain('nodejs_');
  });

  test('answers the probes with status and reason', async () => {
    const telemetry = await start();
    expect((await get(telemetry, '/live')).status).toBe(200);
    const starting = await get(telemetry, '/ready');
    expect([starting.status, await starting.json()]).toEqual([
      503,
      { ready: false, why: 'the worker is still starting' },
    ]);
    telemetry.health.progress();
    expect((await get(telemetry, '/ready?probe=1')).status).toBe(200);
    expect((await get(telemetry, '/')).status).toBe(404);
  });

  test.each(['//', 'http://[', 'http://[/metrics'])(
    'has no page at %s, which is no address',
    async (path) => {
      const socket = connect((await start()).port, '127.0.0.1');
      socket.end(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      expect(await text(socket)).toMatch(/^HTTP\/1\.1 40[04] /);
    },
  );

  test('says what to do when its port is taken', async () => {
    const { port } = await start();
    await expect(start(port)).rejects.toThrow(
      `port ${String(port)} for the metrics of validator is taken: stop what listens there, or set VALIDATOR_METRICS_PORT to a free port`,
    );
  });

  test('can be closed twice', async () => {
    const telemetry = await start();
    await telemetry.close();
    await telemetry.close();
  });
});
