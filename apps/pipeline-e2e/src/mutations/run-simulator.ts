import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { ProfileName } from '../simulator/profile.ts';

/** What many runs came to. */
export interface Runs {
  runs: number;
  bad: number;
  /** How many runs had a fault of each kind. */
  kinds: Record<string, number>;
  seconds: number;
  first: { seed: number; faults: { kind: string; where: string }[] } | null;
}

/** Runs the simulator of a source tree in a process of its own, from a seed on, until a run is bad. */
export async function runSimulator(
  folder: string,
  { profile, runs, seed }: { profile: ProfileName; runs: number; seed: number },
): Promise<Runs> {
  const script = join(folder, 'apps/pipeline-e2e/src/simulator/main.ts');
  const args = ['--profile', profile, '--runs', String(runs), '--seed', String(seed)];
  const child = spawn(process.execPath, [script, ...args], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  await new Promise((resolve) => child.once('close', resolve));
  const last = stdout.trim().split('\n').at(-1)!;
  if (last === '') throw new Error(`the simulator said nothing: ${stderr}`);
  return JSON.parse(last) as Runs;
}
