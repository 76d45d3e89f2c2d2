import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { ProfileName } from './profile.ts';
import type { Runs } from './run-many.ts';

export interface SimulatorRun {
  profile: ProfileName;
  runs: number;
  seed?: number;
  /** Goes on until a run shows this kind of fault; without it, until one is bad. */
  until?: string;
  trace?: boolean;
  /** It is ended then, ms. */
  withinMs: number;
}

/** Runs the simulator of a source tree in a process of its own, which has a clock of its own. */
export async function runSimulator(
  folder: string,
  { profile, runs, seed = 1, until, trace = false, withinMs }: SimulatorRun,
): Promise<Runs> {
  const script = join(folder, 'apps/simulator/src/main.ts');
  const args = ['--profile', profile, '--runs', String(runs), '--seed', String(seed)];
  if (until !== undefined) args.push('--until', until);
  if (trace) args.push('--trace');
  const child = spawn(process.execPath, [script, ...args], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: withinMs,
    killSignal: 'SIGKILL',
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const signal = await new Promise((resolve) => child.once('close', (_, by) => resolve(by)));
  if (signal !== null) throw new Error(`${runs} runs of ${profile} took longer than ${withinMs / 1_000} s`);
  if (stdout === '') throw new Error(`the simulator said nothing: ${stderr}`);
  return (JSON.parse(stdout) as { profiles: [Runs] }).profiles[0];
}
