import { execFile } from 'node:child_process';
import { chownSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { RunAs } from '../guarded-process.ts';

const run = promisify(execFile);

/** Where PostgreSQL is, where its files go, who runs it, and the administrator's name and password. */
export interface ClusterPlan {
  binaries: string;
  home: string;
  runAs: RunAs | undefined;
  user: string;
  password: string;
}

/** Makes the folder of a database cluster once and returns it; throws with what initdb said if it fails. */
export async function createCluster({ binaries, home, runAs, user, password }: ClusterPlan): Promise<string> {
  const data = join(home, 'data');
  if (existsSync(data)) return data;
  const partial = join(home, 'data.partial'); // renamed when complete: a half-made cluster does not start
  const passwordFile = join(home, 'password');
  rmSync(partial, { recursive: true, force: true });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (runAs) chownSync(passwordFile, runAs.uid, runAs.gid);
  const access = ['--username', user, '--pwfile', passwordFile, '--auth', 'scram-sha-256'];
  const text = ['--encoding', 'UTF8', '--locale', 'C'];
  try {
    await run(join(binaries, 'bin', 'initdb'), ['--pgdata', partial, ...access, ...text], {
      cwd: home,
      ...runAs,
    });
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim() ?? String(error);
    throw new Error(`PostgreSQL's initdb failed in ${home}: ${said}`, { cause: error });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(partial, data);
  return data;
}
