import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { lookAtWorkers } from './look-at-workers.ts';

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** The address of a server that answers like this. */
async function listening(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

type Page = { status?: number; text: string };

function pages(metrics: Page, ready: Page = { text: '{}' }): RequestListener {
  return ({ url }, response) => {
    const { status = 200, text } = url!.startsWith('/metrics') ? metrics : ready;
    response.writeHead(status).end(text);
  };
}

const metrics = `# HELP cdr_build_info x
cdr_build_info{worker="loader",version="1.2.3"} 1
cdr_part_trouble{part="S3"} 1
cdr_part_trouble{part="Kafka"} 0
process_start_time_seconds 1700000000
cdr_end_to_end_latency_seconds_bucket{le="1"} 3
cdr_end_to_end_latency_seconds_bucket{le="+Inf"} 4
cdr_end_to_end_latency_seconds_sum 9.5
cdr_end_to_end_latency_seconds_count 4
`;

async function look(answer: RequestListener, patienceMs?: number) {
  const [seen] = await lookAtWorkers([{ worker: 'loader', address: await listening(answer) }], patienceMs);
  return seen!;
}

describe('a worker that answers', () => {
  test('says its version, its start, its troubles and what it measured', async () => {
    const seen = await look(pages({ text: metrics }));
    expect(seen).toMatchObject({
      worker: 'loader',
      answers: true,
      version: '1.2.3',
      startedAt: 1_700_000_000_000,
      notReady: null,
      troubles: ['S3'],
      validation: null,
      endToEnd: { sum: 9.5, buckets: [{ bound: 1, count: 3 }, { count: 4 }] },
    });
  });

  test.each<[string, Page, string]>([
    ['in its own words', { status: 503, text: '{"ready":false,"why":"S3 is away"}' }, 'S3 is away'],
    ['by the status, when somebody else answers', { status: 502, text: '<html>' }, 'answers 502'],
    ['by the status, when there are no words', { status: 503, text: '{"why":1}' }, 'answers 503'],
  ])('says why it is not ready: %s', async (_, ready, notReady) => {
    expect(await look(pages({ text: metrics }, ready))).toMatchObject({ answers: true, notReady });
  });

  test('is asked for the metrics that are shown, and for no others', async () => {
    const asked: string[] = [];
    await look((request, response) => {
      asked.push(request.url!);
      response.end(metrics);
    });
    const names = asked.sort()[0]!.replace('/metrics?', '').split('&');
    expect(names).toHaveLength(5);
    expect(names).toContain('name[]=cdr_build_info');
  });
});

describe('a worker does not answer', () => {
  const silent = { answers: false, version: null, startedAt: null, notReady: null, troubles: [] };

  test.each<[string, RequestListener]>([
    ['when something else is at its address', pages({ text: '<html>hello</html>' })],
    ['when the metrics are of something else', pages({ text: 'go_goroutines 5\n' })],
    ['when its metrics are refused', pages({ status: 404, text: metrics })],
    ['when its connection breaks', (request) => request.socket.destroy()],
    ['when it hangs', () => undefined],
    ['when it hangs in the middle', (_, response) => void response.writeHead(200).write(metrics)],
  ])('%s', async (_, answer) => expect(await look(answer, 200)).toMatchObject(silent));

  test('when nothing listens; others are seen all the same', async () => {
    const [nobody, somebody] = await lookAtWorkers([
      { worker: 'validator', address: 'localhost:1' },
      { worker: 'loader', address: await listening(pages({ text: metrics })) },
    ]);
    expect([nobody!.answers, somebody!.answers]).toEqual([false, true]);
  });
});
