import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server of files by path, which lets a page use nothing but what comes from it. */
export interface PageServer {
  url: string;
  close(): Promise<unknown>;
}

/** Serves these files, HTML and scripts by their names. */
export async function servePages(files: Record<string, string>): Promise<PageServer> {
  const server = createServer(({ url = '' }, response) => {
    const file = files[url];
    response.setHeader('content-security-policy', "default-src 'self'");
    response.setHeader('content-type', url.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8');
    response.writeHead(file === undefined ? 404 : 200).end(file);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      return once(server.close(), 'close');
    },
  };
}

/** A whole page around what is seen of it. */
export function pageOf(content: string): string {
  return `<!doctype html><html lang="en"><title>A page</title><main><h1>A page</h1>${content}</main></html>`;
}
