import { spawnSync } from 'node:child_process';
import type { RunAs } from '../guarded-process.ts';

/** The user PostgreSQL has to run as: none (ourselves) unless we are root, which it refuses; throws if root finds none. */
export function unprivilegedUser(): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const uid = idOf('-u', name);
    const gid = idOf('-g', name);
    if (uid !== undefined && gid !== undefined) return { uid, gid };
  }
  throw new Error(
    'PostgreSQL refuses to run as root, and there is no user postgres or nobody. Run as another user.',
  );
}

/** Whether that user may run a program, and load the libraries beside it. */
export function mayRun(user: RunAs, program: string): boolean {
  return asUser(user, '"$1" --version', program);
}

/** Whether that user may create files in a folder. */
export function mayWrite(user: RunAs, folder: string): boolean {
  return asUser(user, 'test -w "$1" && test -x "$1"', folder);
}

// The system decides, not a reading of mode bits: mounts and access lists have a say too.
function asUser(user: RunAs, script: string, path: string): boolean {
  return (
    spawnSync('/bin/sh', ['-c', script, 'sh', path], { ...user, cwd: '/', stdio: 'ignore' }).status === 0
  );
}

function idOf(option: '-u' | '-g', name: string): number | undefined {
  const { status, stdout } = spawnSync('id', [option, name], { encoding: 'utf8' });
  return status === 0 ? Number(stdout.trim()) : undefined;
}
