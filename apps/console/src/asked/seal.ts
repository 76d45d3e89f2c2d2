import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Seals what an answer gives away to be given back: whoever goes on with a search can have begun no other. */
export interface Seal {
  seal(text: string, search: string): string;
  /** The text; null when it was not sealed by this process, or for another search. */
  open(sealed: string, search: string): string | null;
}

/** A seal that holds until the console is started anew. */
export function createSeal(): Seal {
  const key = randomBytes(32);
  const mac = (text: string, search: string) =>
    createHmac('sha256', key)
      .update(JSON.stringify([text, search]))
      .digest();

  return {
    seal: (text, search) => `${text}~${mac(text, search).toString('base64url')}`,
    open(sealed, search) {
      const end = sealed.lastIndexOf('~');
      const text = sealed.slice(0, Math.max(0, end));
      const given = Buffer.from(sealed.slice(end + 1), 'base64url');
      const right = mac(text, search);
      return given.length === right.length && timingSafeEqual(given, right) ? text : null;
    },
  };
}
