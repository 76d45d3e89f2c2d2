import { chmodSync, lstatSync, mkdirSync } from 'node:fs';

/**
 * Makes a folder that every user may enter and only we may write, and returns it; throws if something of somebody
 * else stands there, as anyone may write to the system's temporary folder.
 */
export function ownFolder(path: string): string {
  mkdirSync(path, { recursive: true });
  const found = lstatSync(path);
  if (!found.isDirectory() || found.uid !== process.getuid?.()) {
    throw new Error(`${path} belongs to somebody else and is not trusted. Remove it and start again.`);
  }
  chmodSync(path, 0o755);
  return path;
}
