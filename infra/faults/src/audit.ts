import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** What `npm run audit -- --json` says, and whether it ended well. */
export interface Audit {
  holds: boolean;
  [figure: string]: unknown;
}

/** Audits by the command, in this environment and without the user's .env, as the workers run; null when it says nothing. */
export async function auditAll(root: string, env: NodeJS.ProcessEnv): Promise<Audit | null> {
  const script = join(root, 'apps/operations/src/main.ts');
  const child = spawn(process.execPath, [script, 'audit', '--json'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  const code = await new Promise((resolve) => {
    child.once('error', resolve);
    child.once('close', resolve);
  });
  return readAudit(Buffer.concat(output).toString(), code === 0);
}

/** The last line of the command's output; null when that is empty: it ended before it had audited, and stderr has why. */
export function readAudit(output: string, endedWell: boolean): Audit | null {
  if (output.trim() === '') return null;
  const said = JSON.parse(output.trim().split('\n').at(-1)!) as Partial<Audit>;
  return { ...said, holds: said.holds === true && endedWell };
}
