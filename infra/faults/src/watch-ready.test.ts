import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { until } from '@cdr/testing';
import { watchReady } from './watch-ready.ts';

let server: Server;
let stop: AbortController;
let statuses: Record<string, number>;
let probes: Record<'validator' | 'loader', string>;

beforeEach(async () => {
  stop = new AbortController();
  statuses = { '/validator': 200, '/loader': 200 };
  server = createServer((request, response) => response.writeHead(statuses[request.url!]!).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  probes = { validator: `${url}/validator`, loader: `${url}/loader` };
});
afterEach(async () => {
  stop.abort();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('the watch over /ready', () => {
  test('knows when all are ready, and who was not meanwhile', async () => {
    const watch = watchReady(probes, stop.signal);
    expect(watch.allReady(0)).toBe(false);
    await until(() => watch.allReady(0), { what: 'both are ready' });
    statuses['/loader'] = 503;
    await until(() => watch.saidNotReady().length > 0, { what: 'the loader is not' });
    expect(watch.allReady(0)).toBe(false);
    statuses['/loader'] = 200;
    await until(() => watch.allReady(0), { what: 'both are ready again' });
    expect(watch.saidNotReady()).toEqual(['loader']);
    watch.begin();
    expect(watch.saidNotReady()).toEqual([]);
  });

  test('goes by what was asked since, not by what a process said that is gone', async () => {
    const watch = watchReady(probes, stop.signal);
    await until(() => watch.allReady(0), { what: 'both are ready' });
    const later = Date.now() + 60_000;
    expect(watch.allReady(later)).toBe(false);
  });

  test('takes no answer for no word', async () => {
    const watch = watchReady({ ...probes, loader: 'http://127.0.0.1:1/ready' }, stop.signal);
    await new Promise((resolve) => server.once('request', resolve));
    await new Promise((resolve) => server.once('request', resolve));
    expect(watch.allReady(0)).toBe(false);
    expect(watch.saidNotReady()).toEqual([]);
  });
});
