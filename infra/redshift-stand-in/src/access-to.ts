import type { PostgresAccess } from './options.ts';

/** A PostgreSQL's URL and password, as the stand-in is given them. */
export function accessTo(url: string | URL, password: string): PostgresAccess {
  const { hostname, port, username, pathname } = new URL(url);
  return { host: hostname, port: Number(port), user: username, password, database: pathname.slice(1) };
}
