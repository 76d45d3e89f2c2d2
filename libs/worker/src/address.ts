/** A host and its port. */
export interface Address {
  host: string;
  port: number;
}

/** Reads `host:port`; null when it is none. */
export function readAddress(text: string): Address | null {
  const url = URL.parse(`any://${text}`);
  if (url === null || url.port === '' || url.hostname === '') return null;
  return { host: bare(url.hostname), port: Number(url.port) };
}

/** Where the URL of a server leads, with the default port of its protocol. */
export function addressOf(url: string, defaultPort: number): Address {
  const { hostname, port } = new URL(url);
  return { host: bare(hostname), port: port === '' ? defaultPort : Number(port) };
}

// What a system's resolver takes: an IPv6 address without its brackets.
function bare(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}
