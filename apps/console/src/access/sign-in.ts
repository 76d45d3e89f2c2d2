import { createHash, timingSafeEqual } from 'node:crypto';
import type { Role } from '../api.ts';

/** Who has which password; a role without one cannot be signed in to. */
export type Passwords = Record<Role, string | undefined>;

/** Whose password this is; null when it is nobody's. It takes as long whichever of them is wrong, and wherever. */
export function roleOf(passwords: Passwords, given: string): Role | null {
  const fits = (['operator', 'viewer'] as const).filter((role) => isSame(passwords[role], given));
  return fits[0] ?? null;
}

function isSame(password: string | undefined, given: string): boolean {
  return timingSafeEqual(digest(password ?? ''), digest(given)) && password !== undefined && password !== '';
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Bounds how often an address may be wrong. */
export interface SignInLimit {
  mayTry(address: string): boolean;
  failed(address: string): void;
}

const mostFailures = 10;
const forMs = 60_000;

/** Ten wrong passwords a minute and address; `now` is in ms. */
export function createSignInLimit(now: () => number): SignInLimit {
  const failures = new Map<string, number[]>();
  function recent(address: string): number[] {
    return (failures.get(address) ?? []).filter((at) => at > now() - forMs);
  }
  return {
    mayTry: (address) => recent(address).length < mostFailures,
    failed(address) {
      for (const known of failures.keys()) if (recent(known).length === 0) failures.delete(known);
      failures.set(address, [...recent(address), now()]);
    },
  };
}
