import { spawn } from 'node:child_process';

/** What `npm run audit -- --json` says, and whether it ended well. */
export interface Audit {
  holds: boolean;
  [figure: string]: unknown;
}

/** Audits as a user would: by the command, in the environment that says where the parts are. @throws when it says nothing */
export async function auditAll(root: string, env: NodeJS.ProcessEnv): Promise<Audit> {
  const child = spawn('npm', ['run', '--silent', 'audit', '--', '--json'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return readAudit(Buffer.concat(output).toString(), code === 0);
}

/** The last line of the command's output. @throws when it is no JSON object */
export function readAudit(output: string, endedWell: boolean): Audit {
  const said = JSON.parse(output.trim().split('\n').at(-1) ?? '') as Partial<Audit>;
  return { ...said, holds: said.holds === true && endedWell };
}
