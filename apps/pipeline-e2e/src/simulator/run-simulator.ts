import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { ProfileName } from './profile.ts';
import type { Runs } from './run-many.ts';

/** Runs the simulator of a source tree in a process of its own, which has a clock of its own, until a run is bad. */
export async function runSimulator(
  folder: string,
  {
    profile,
    runs,
    seed = 1,
    trace = false,
  }: { profile: ProfileName; runs: number; seed?: number; trace?: boolean },
): Promise<Runs & { trace: string }> {
  const script = join(folder, 'apps/pipeline-e2e/src/simulator/main.ts');
  const args = [
    '--profile',
    profile,
    '--runs',
    String(runs),
    '--seed',
    String(seed),
    ...(trace ? ['--trace'] : []),
  ];
  const child = spawn(process.execPath, [script, ...args], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  await new Promise((resolve) => child.once('close', resolve));
  if (stdout === '') throw new Error(`the simulator said nothing: ${stderr}`);
  const { profiles } = JSON.parse(stdout) as { profiles: [Runs] };
  return { ...profiles[0], trace: stderr };
}
