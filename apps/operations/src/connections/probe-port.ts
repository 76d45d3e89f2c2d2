import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Address } from '@cdr/worker';

/** A port that did not do what was asked of it, by the system's code or one of these. */
export class ProbeError extends Error {
  override name = 'ProbeError';
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** It took the connection and said nothing. */
export const noAnswer = 'NO_ANSWER';
/** It took the connection and closed it. */
export const closed = 'CLOSED';
/** It did not take the connection. */
export const noConnection = 'ETIMEDOUT';

// Several are asked one after another, and all of it must be over soon.
const patienceMs = 3_000;

/** Sends bytes and resolves to the answer, once it is whole. @throws ProbeError within 3 s */
export function askPort(
  address: Address,
  question: Buffer,
  isWhole: (answer: Buffer) => boolean,
): Promise<Buffer> {
  const socket = connect(address);
  return settle(socket, (done) => {
    let answer = Buffer.alloc(0);
    socket.once('connect', () => socket.write(question));
    socket.on('data', (bytes) => {
      answer = Buffer.concat([answer, bytes]);
      if (isWhole(answer)) done(answer);
    });
  });
}

/** Whether an answer is the way in which TLS refuses what is none. */
export function isTlsAlert(answer: Buffer): boolean {
  return answer[0] === 21 && answer[1] === 3;
}

/** Whether a port speaks TLS from the first byte on, with us or only to refuse us. */
export async function speaksTls(address: Address): Promise<boolean> {
  // Nothing is sent over it: whether to trust the server is another question.
  const name = isIP(address.host) === 0 && { servername: address.host };
  const socket = connectTls({ ...address, ...name, rejectUnauthorized: false });
  try {
    return await settle(socket, (done) => socket.once('secureConnect', () => done(true)));
  } catch (error) {
    return error instanceof ProbeError && isSaidInTls(error.code);
  }
}

const noTls = new Set(['ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_PACKET_LENGTH_TOO_LONG']);

function isSaidInTls(code: string): boolean {
  return code.startsWith('ERR_SSL_') && !noTls.has(code);
}

async function settle<T>(socket: Socket, listen: (done: (value: T) => void) => void): Promise<T> {
  let connected = false;
  try {
    return await new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => reject(new ProbeError(connected ? noAnswer : noConnection)), patienceMs);
      socket.once('close', () => clearTimeout(timer));
      socket.once('connect', () => (connected = true));
      socket.once('error', (error) => reject(new ProbeError(codeOf(error))));
      socket.once('end', () => reject(new ProbeError(closed)));
      listen(resolve);
    });
  } finally {
    socket.destroy();
  }
}

// A host of several addresses fails with all their errors in one.
function codeOf(error: Error & { code?: string; errors?: { code?: string }[] }): string {
  return error.code ?? error.errors?.[0]?.code ?? closed;
}
