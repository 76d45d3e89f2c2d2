import { ConfigError } from '@cdr/worker';

/** A host and its port. */
export interface Address {
  host: string;
  port: number;
}

/** Reads `host:port`; null when it is none. */
export function readAddress(text: string): Address | null {
  const url = URL.canParse(`any://${text}`) ? new URL(`any://${text}`) : null;
  if (url === null || url.port === '' || url.hostname === '') return null;
  return { host: bare(url.hostname), port: Number(url.port) };
}

// What a system's resolver takes: an IPv6 address without its brackets.
function bare(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

/** Where the URL of a server leads, with the default port of its protocol. */
export function addressOf(url: string, defaultPort: number): Address {
  const { hostname, port } = new URL(url);
  return { host: bare(hostname), port: port === '' ? defaultPort : Number(port) };
}

/** Looks at each address before anything connects. @throws ConfigError naming all that are none */
export function requireAddresses(config: {
  brokers: readonly string[];
  endpoint: string | undefined;
  warehouseUrl: string;
}): void {
  const { brokers, endpoint, warehouseUrl } = config;
  const problems = brokers
    .filter((broker) => readAddress(broker) === null)
    .map(
      (broker) => `KAFKA_BROKERS must be host:port with commas between them, was ${JSON.stringify(broker)}`,
    );
  if (endpoint !== undefined && !isUrl(endpoint, ['http:', 'https:']))
    problems.push(`S3_ENDPOINT must be a URL such as https://host:port, was ${JSON.stringify(endpoint)}`);
  // Not its value: it may hold a password.
  if (!isUrl(warehouseUrl, ['postgres:', 'postgresql:']))
    problems.push('WAREHOUSE_URL must look like postgres://user@host:5439/database');
  if (problems.length > 0) throw new ConfigError(problems);
}

function isUrl(text: string, protocols: readonly string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol) && new URL(text).hostname !== '';
}
