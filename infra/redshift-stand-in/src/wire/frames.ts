import type { RedshiftError } from '../redshift-error.ts';

// Messages of PostgreSQL's protocol 3.0: a letter, a length that counts itself, a body.

/** Takes a stream of bytes apart into whole messages; `onBroken` is called, and nothing more read, when it is none. */
export function createFramer(
  onFrame: (frame: Buffer) => void,
  onBroken: () => void,
): (bytes: Buffer) => void {
  let rest: Buffer[] = [];
  let size = 0;
  let needed = 5;
  let isBroken = false;

  function take(bytes: Buffer): void {
    rest.push(bytes);
    size += bytes.length;
    if (size < needed || isBroken) return;
    let data = rest.length === 1 ? bytes : Buffer.concat(rest);
    needed = 5;
    while (data.length >= 5) {
      const length = data.readInt32BE(1) + 1;
      if (length < 5) {
        isBroken = true;
        onBroken();
        return;
      }
      if (data.length < length) {
        needed = length;
        break;
      }
      onFrame(data.subarray(0, length));
      data = data.subarray(length);
    }
    rest = data.length > 0 ? [data] : [];
    size = data.length;
  }

  return take;
}

export function frame(letter: string, ...parts: (Buffer | string)[]): Buffer {
  const body = parts.map((part) => (typeof part === 'string' ? Buffer.from(`${part}\0`) : part));
  const head = Buffer.alloc(5);
  head.write(letter, 'latin1');
  head.writeInt32BE(4 + body.reduce((sum, { length }) => sum + length, 0), 1);
  return Buffer.concat([head, ...body]);
}

export function letterOf(message: Buffer): string {
  return String.fromCharCode(message[0]!);
}

/** Reads strings and the rest of a message's body. */
export function readStrings(message: Buffer, count: number): { strings: string[]; rest: Buffer } {
  const strings: string[] = [];
  let at = 5;
  for (let n = 0; n < count; n += 1) {
    const end = message.indexOf(0, at);
    if (end < 0) return { strings: [...strings, ''], rest: Buffer.alloc(0) };
    strings.push(message.toString('utf8', at, end));
    at = end + 1;
  }
  return { strings, rest: message.subarray(at) };
}

export const query = (sql: string): Buffer => frame('Q', sql);
export const parse = (name: string, sql: string, types: Buffer): Buffer => frame('P', name, sql, types);
export const authenticationOk = frame('R', Buffer.alloc(4));
export const sync = frame('S');
export const copyDone = frame('c');
export const copyData = (bytes: Buffer): Buffer => frame('d', bytes);
export const copyFail = (reason: string): Buffer => frame('f', reason);
export const commandComplete = (tag: string): Buffer => frame('C', tag);
export const readyForQuery = (status: string): Buffer => frame('Z', Buffer.from(status, 'latin1'));
export const parameterStatus = (name: string, value: string): Buffer => frame('S', name, value);

export function backendKeyData(pid: number, secret: number): Buffer {
  const body = Buffer.alloc(8);
  body.writeInt32BE(pid);
  body.writeInt32BE(secret, 4);
  return frame('K', body);
}

/** What an ErrorResponse or NoticeResponse says, by the letters of its fields. */
export function readFields(message: Buffer): Record<string, string> {
  const fields: Record<string, string> = {};
  for (let at = 5; message[at]! > 0;) {
    const end = message.indexOf(0, at + 1);
    fields[String.fromCharCode(message[at]!)] = message.toString('utf8', at + 1, end);
    at = end + 1;
  }
  return fields;
}

export function fieldsFrame(letter: 'E' | 'N', fields: Record<string, string>): Buffer {
  const body = Object.entries(fields).map(([key, value]) => `${key}${value}\0`);
  return frame(letter, Buffer.from(`${body.join('')}\0`));
}

export function errorResponse(error: RedshiftError, severity = 'ERROR'): Buffer {
  return fieldsFrame('E', {
    S: severity,
    C: error.code,
    M: error.message,
    ...(error.detail !== undefined && { D: error.detail }),
    ...(error.hint !== undefined && { H: error.hint }),
  });
}

export function notice(message: string): Buffer {
  return fieldsFrame('N', { S: 'INFO', C: '00000', M: message });
}
