import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

// Below the range from which systems take ports for outgoing connections (32768 up): a port found free here is not
// lost to somebody's connection in the seconds a Java program needs before it listens.
const lowest = 15_000;
const highest = 32_000;

const handedOut = new Set<number>();

/** A port that nothing on this machine listens on and that this process was not given before. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const port = randomInt(lowest, highest);
    if (await claim(port)) return port;
  }
  throw new Error(
    `No free port was found between ${lowest} and ${highest}. Stop programs that listen there.`,
  );
}

/** What takePort is asked for: the port, whether nobody chose it by hand, and the part's name for the error text. */
export interface WantedPort {
  wanted: number;
  isDefault: boolean;
  name: string;
}

/** The wanted port, or the next free one above a default that is taken; throws if a chosen port is taken. */
export async function takePort({ wanted, isDefault, name }: WantedPort): Promise<number> {
  if (await claim(wanted)) return wanted;
  if (!isDefault) {
    throw new Error(
      `Port ${wanted} for ${name} cannot be used: another program listens there, or it is reserved. ` +
        'Stop that program, or choose another port.',
    );
  }
  for (let port = wanted + 1; port <= Math.min(wanted + 100, 65_535); port += 1) {
    if (await claim(port)) return port;
  }
  throw new Error(
    `${name} found no free port from ${wanted} on. Stop programs that listen there, or choose a port.`,
  );
}

/** Whether a server could listen on this port of both loopback addresses now. */
export async function isFree(port: number): Promise<boolean> {
  // Clients say localhost, which may mean either: a stranger on ::1 would get half of the connections.
  return (await canListen(port, '127.0.0.1')) && (await canListen(port, '::1'));
}

async function claim(port: number): Promise<boolean> {
  if (handedOut.has(port) || !(await isFree(port))) return false;
  handedOut.add(port);
  return true;
}

const noSuchAddress = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT']);

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      resolve(noSuchAddress.has(error.code ?? '')); // a host without IPv6 has nobody there either
    });
    server.listen({ port, host, exclusive: true }, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
