import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** Builds the apps with Nx; unchanged ones come from its cache. Throws with Nx's output if one fails. */
export async function buildWorkers(root: string, apps: readonly string[], stop: AbortSignal): Promise<void> {
  const nx = join(root, 'node_modules/nx/dist/bin/nx.js');
  const projects = apps.map((app) => `@cdr/${app}`).join(',');
  const child = spawn(
    process.execPath,
    [nx, 'run-many', '-t', 'build', '-p', projects, '--outputStyle=static'],
    {
      cwd: root,
      env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', NO_COLOR: '1', FORCE_COLOR: undefined },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal: stop,
    },
  );
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`The workers could not be built:\n${Buffer.concat(output).toString()}`);
}
