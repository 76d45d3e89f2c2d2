import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** What was asked of it, in order. */
interface Asked {
  what: string;
  headers: IncomingHttpHeaders;
  body: unknown;
}

/** A web server on this machine that says what a test wants it to. */
export interface LocalRegistry {
  url: string;
  asked: Asked[];
  /** The answers from now on, the last of them again and again; text goes as HTML. */
  answers(...answers: { status: number; body: object | string }[]): void;
  close(): Promise<void>;
}

/** Starts one; until it is given answers it takes requests and never answers. */
export async function startLocalRegistry(): Promise<LocalRegistry> {
  const asked: Asked[] = [];
  let given: { status: number; body: object | string }[] = [];
  const server = createServer(async (request, response) => {
    const body = request.method === 'GET' ? null : await json(request);
    asked.push({ what: `${request.method} ${request.url}`, headers: request.headers, body });
    const answer = given.length > 1 ? given.shift() : given[0];
    if (answer === undefined) return;
    const isPage = typeof answer.body === 'string';
    response.writeHead(answer.status, { 'content-type': isPage ? 'text/html' : 'application/json' });
    response.end(isPage ? answer.body : JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    answers: (...answers) => void (given = answers),
    close: () => closed(server),
  };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
