import { createHash, randomUUID } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { RunAs } from '../guarded-process.ts';
import { ownFolder } from './own-folder.ts';
import { mayWrite } from './unprivileged-user.ts';

/** Where the data goes when the user PostgreSQL runs as cannot reach dataDir; there is nothing in the usual case. */
export function folderElsewhere(dataDir: string): string {
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  return join(tmpdir(), 'cdr-warehouse', name);
}

/** The folder PostgreSQL's files live in: inside dataDir, or, where `user` cannot reach that, beside the system's temporary files. */
export function databaseFolder(
  dataDir: string,
  user: RunAs | undefined,
  log?: (line: string) => void,
): string {
  const home = join(dataDir, 'postgres');
  mkdirSync(home, { recursive: true });
  if (!user) return home;
  chownSync(home, user.uid, user.gid);
  if (mayWrite(user, home)) return home;
  return elsewhere(dataDir, user, log);
}

// The token ties the two together: when dataDir was emptied, what is left outside is of an older life and goes too.
function elsewhere(dataDir: string, user: RunAs, log?: (line: string) => void): string {
  const path = folderElsewhere(dataDir);
  ownFolder(dirname(path));
  const outside = ownFolder(path);
  const home = join(outside, 'postgres');
  const token = tokenIn(join(dataDir, 'token'));
  const outsideToken = join(outside, 'token');
  if (!existsSync(outsideToken) || readFileSync(outsideToken, 'utf8') !== token) {
    log?.(
      `PostgreSQL may not run as root, and no other user reaches ${dataDir}: its data is kept in ${home}, for as long as the system keeps that folder.`,
    );
    rmSync(home, { recursive: true, force: true });
    mkdirSync(home);
    writeFileSync(outsideToken, token);
  }
  chownSync(home, user.uid, user.gid);
  if (mayWrite(user, home)) return home;
  throw new Error(
    `Only root reaches ${home}, and PostgreSQL may not run as root. Set TMPDIR to an open folder, as /tmp.`,
  );
}

function tokenIn(file: string): string {
  if (!existsSync(file)) writeFileSync(file, randomUUID());
  return readFileSync(file, 'utf8');
}
