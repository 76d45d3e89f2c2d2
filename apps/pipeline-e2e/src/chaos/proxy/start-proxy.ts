import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Recognise } from './exchange.ts';

/** What is done to a request or to its answer. */
export type Mischief =
  /** The answer never comes; the connection stays. */
  | { how: 'swallow' }
  /** The connection is cut when the answer comes: once, or from then on for so long, so that attempts to repeat fail too. */
  | { how: 'cut answer'; forMs?: number }
  /** The answer comes this late. */
  | { how: 'delay answer'; ms: number }
  /** Half of the request's first chunk comes through, then the connection is cut. */
  | { how: 'cut request' }
  /** The request comes through this late. */
  | { how: 'delay request'; ms: number }
  /** The request does not come through, and this is the answer. */
  | { how: 'refuse'; answer: string };

export interface Proxy {
  /** Does this to the next request of that name; resolves when it was done. */
  next(exchange: string, mischief: Mischief): Promise<void>;
  /** Cuts all connections. */
  cutAll(): number;
  close(): Promise<void>;
}

export interface ProxyOptions {
  port: number;
  targetPort: number;
  recognise: Recognise;
}

interface Waiting {
  exchange: string;
  mischief: Mischief;
  done: () => void;
}

/** A TCP proxy on this machine that can do harm to single requests. */
export async function startProxy({ port, targetPort, recognise }: ProxyOptions): Promise<Proxy> {
  const waiting: Waiting[] = [];
  const lasting = new Set<Waiting>();
  const cuts = new Set<() => void>();

  function take(exchange: string | null): Waiting | null {
    const at = exchange === null ? -1 : waiting.findIndex((one) => one.exchange === exchange);
    if (at < 0) return null;
    const one = waiting[at]!;
    const { mischief } = one;
    if (mischief.how !== 'cut answer' || mischief.forMs === undefined) waiting.splice(at, 1);
    else if (!lasting.has(one)) {
      lasting.add(one);
      setTimeout(() => waiting.splice(waiting.indexOf(one), 1), mischief.forMs);
    }
    return one;
  }

  function pass(client: Socket): void {
    const server = connect({ port: targetPort, host: '127.0.0.1', noDelay: true });
    client.setNoDelay(true);
    let harm: Waiting | null = null;

    function cut(): void {
      client.destroy();
      server.destroy();
      cuts.delete(cut);
    }
    cuts.add(cut);
    for (const socket of [client, server]) socket.once('close', cut).on('error', cut);

    client.on('data', (chunk) => {
      const found = take(recognise(chunk));
      if (found === null) {
        // A new request: what was done to the answer before is over.
        if (harm?.mischief.how === 'swallow' && recognise(chunk) !== null) harm = null;
        return forward(client, server, chunk);
      }
      harm = found;
      onRequest(found, chunk);
    });

    function onRequest({ mischief, done }: Waiting, chunk: Buffer): void {
      if (mischief.how === 'refuse') {
        done();
        client.end(mischief.answer);
        server.destroy();
      } else if (mischief.how === 'cut request') {
        done();
        server.write(chunk.subarray(0, chunk.length >> 1), cut);
      } else if (mischief.how === 'delay request') {
        done();
        client.pause();
        setTimeout(() => {
          server.write(chunk);
          client.resume();
        }, mischief.ms);
      } else forward(client, server, chunk);
    }

    server.on('data', (chunk) => {
      if (harm === null || !Object.hasOwn(onAnswer, harm.mischief.how)) return forward(server, client, chunk);
      onAnswer[harm.mischief.how as keyof typeof onAnswer](harm, chunk);
    });

    const onAnswer = {
      swallow: ({ done }: Waiting) => done(),
      'cut answer'({ done }: Waiting) {
        done();
        cut();
      },
      'delay answer'({ mischief, done }: Waiting, chunk: Buffer) {
        harm = null;
        done();
        server.pause();
        setTimeout(
          () => {
            client.write(chunk);
            server.resume();
          },
          (mischief as { ms: number }).ms,
        );
      },
    };
  }

  const server = createServer(pass);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });

  function cutAll(): number {
    const all = [...cuts];
    for (const cut of all) cut();
    return all.length;
  }

  return {
    next: (exchange, mischief) =>
      new Promise((done) => waiting.push({ exchange, mischief, done: () => done() })),
    cutAll,
    close: () => closeServer(server, cutAll),
  };
}

function forward(from: Socket, to: Socket, chunk: Buffer): void {
  if (to.destroyed || to.write(chunk)) return;
  from.pause();
  to.once('drain', () => from.resume());
}

async function closeServer(server: Server, cutAll: () => void): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  cutAll();
  await closed;
}
