import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@cdr/infra';
import { until } from '@cdr/testing';
import { endOf, processesWith, type Running } from './processes.ts';

/** The clone's top folder. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A state folder and ports of its own: a running `npm start` of this clone is not touched. */
export interface Home {
  folder: string;
  env: Record<string, string>;
  /** Every process that works in this folder. */
  processes(): Running[];
  /** The process of a worker, not its guard. */
  worker(name: string): Running | undefined;
  /** The process, not its guard, that was started with these words. */
  runs(words: string): Running | undefined;
  /** Ends what is left, and removes the folder. */
  remove(): Promise<void>;
}

const portVariables = [
  'KAFKA_PORT',
  'S3_PORT',
  'SCHEMA_REGISTRY_PORT',
  'WAREHOUSE_PORT',
  'GENERATOR_METRICS_PORT',
  'VALIDATOR_METRICS_PORT',
  'LOADER_METRICS_PORT',
  'CONSOLE_METRICS_PORT',
  'CONSOLE_PORT',
];

/** Makes a home. */
export async function makeHome(): Promise<Home> {
  const folder = mkdtempSync(join(tmpdir(), 'cdr-e2e-'));
  chmodSync(folder, 0o755); // PostgreSQL runs as another user when we are root
  const env: Record<string, string> = { CDR_LOCAL_DIR: folder };
  for (const variable of portVariables) env[variable] = String(await freePort());

  function processes(): Running[] {
    return processesWith('CDR_LOCAL_DIR', folder);
  }
  function runs(words: string): Running | undefined {
    return processes().find(({ command }) => command.includes(words) && !command.includes('part-guard'));
  }
  function worker(name: string): Running | undefined {
    return runs(`apps/${name}/dist/main.js`);
  }
  async function remove(): Promise<void> {
    for (const { pid } of processes()) kill(pid);
    await until(() => processes().length === 0, { what: 'every process of the test is gone' });
    rmSync(folder, { recursive: true, force: true });
  }
  return { folder, env, processes, runs, worker, remove };
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // ended by itself in between
  }
}

/** A running `npm start`. */
export interface Start {
  stdout(): string;
  stderr(): string;
  ended: Promise<number | NodeJS.Signals>;
  /** Resolves when stderr has these words. */
  says(words: string): Promise<void>;
  /** The reconciliation that --json prints, once it is there. */
  json(): Promise<Reconciliation>;
  /** A signal to the whole process group, as a terminal sends SIGINT at Ctrl-C. */
  interrupt(signal?: NodeJS.Signals): void;
}

/** What --json prints, as far as it is looked at here. */
export interface Reconciliation extends Record<string, unknown> {
  clean: number;
  reconciled: boolean;
  problems?: string[];
  /** Only with --keep. */
  warehouse: string;
}

/** Environment of a user: without what Jest and Nx set for themselves. */
export function userEnv(more: Record<string, string | undefined>): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(NX_|JEST_|NODE_OPTIONS$|TZ$)/.test(name));
  return { ...Object.fromEntries(own), ...more };
}

/** Runs what `npm start -- args` runs. */
export function npmStart(home: Home, args: string[], more: Record<string, string | undefined> = {}): Start {
  const child = spawn(process.execPath, [join(root, 'infra/bootstrap.mjs'), 'start', ...args], {
    cwd: root,
    env: userEnv({ ...home.env, ...more }),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // a process group of its own, as a terminal gives one
  });
  let stdout = '';
  let stderr = '';
  let over = false;
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = endOf(child);
  void ended.then(() => (over = true));

  async function says(words: string): Promise<void> {
    await until(() => stderr.includes(words) || over, { what: `"${words}"`, withinMs: 45_000 });
    if (!stderr.includes(words)) throw new Error(`npm start ended without "${words}":\n${stderr}`);
  }

  async function json(): Promise<Reconciliation> {
    await until(() => stdout.endsWith('\n') || over, { what: 'the reconciliation', withinMs: 90_000 });
    if (!stdout.endsWith('\n')) throw new Error(`npm start ended without a reconciliation:\n${stderr}`);
    return JSON.parse(stdout.trimEnd().split('\n').at(-1)!) as Reconciliation;
  }

  function interrupt(signal: NodeJS.Signals = 'SIGINT'): void {
    process.kill(-child.pid!, signal);
  }
  return { stdout: () => stdout, stderr: () => stderr, ended, says, json, interrupt };
}
