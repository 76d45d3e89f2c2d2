import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { reportsFd } from './kill-points/open-points.ts';
import type { Order, Reached, Role } from './kill-points/order.ts';

/** The place of one instance of a worker: a process after the other, each in the place of one that ended. */
export interface WorkerSlot {
  readonly name: string;
  /**
   * Gives an order to the process, or to the next if that ends before; orders are carried out one after the other.
   * Resolves when it was reached, with the process, which by then is killed or stopped.
   */
  order(order: Omit<Order, 'id'>): Promise<{ pid: number; inFlight: string[] }>;
  /** Drains it for good; orders that are left are never reached. */
  close(): Promise<void>;
}

export interface SlotOptions {
  role: Role;
  name: string;
  logFolder: string;
  env: NodeJS.ProcessEnv;
  /** Told of each end that nobody ordered, in words. */
  onUnexpectedEnd: (words: string) => void;
}

interface Pending {
  order: Order;
  reached: (by: { pid: number; inFlight: string[] }) => void;
}

const killAfterMs = 8_000; // a worker drains within four
const startAgainAfterMs = 500;

/** Starts an instance of a worker. */
export function openSlot({ role, name, logFolder, env, onUnexpectedEnd }: SlotOptions): WorkerSlot {
  const script = fileURLToPath(new URL(`./${role}-process.ts`, import.meta.url));
  const pending: Pending[] = [];
  let child: ChildProcess | null = null;
  let closing = false;
  let ids = 0;
  let timer: NodeJS.Timeout | undefined;
  let ended = Promise.withResolvers<undefined>();

  function run(): void {
    const log = openSync(join(logFolder, `${name}.log`), 'a');
    const started = spawn(process.execPath, ['--enable-source-maps', '--max-semi-space-size=16', script], {
      env: { ...env, NODE_OPTIONS: '' },
      stdio: ['ignore', log, log, 'pipe', 'ipc'],
      detached: true, // Ctrl-C comes to us, who end the workers before their parts
    });
    closeSync(log);
    child = started;
    ended = Promise.withResolvers();
    let killed = false;
    createInterface({ input: started.stdio[reportsFd] as Readable }).on('line', (line) => {
      const { id, inFlight } = JSON.parse(line) as Reached;
      const at = pending.findIndex(({ order }) => order.id === id);
      if (at < 0) return;
      const [{ order, reached }] = pending.splice(at, 1) as [Pending];
      killed = order.signal === 'SIGKILL';
      reached({ pid: started.pid!, inFlight });
      if (!killed) giveNext();
    });
    started.once('error', () => undefined); // 'close' comes as well
    started.once('close', (code, signal) => {
      child = null;
      ended.resolve(undefined);
      if (closing) return;
      if (!killed) onUnexpectedEnd(`${name} ended (${signal ?? `exit code ${code}`})`);
      timer = setTimeout(run, killed ? 0 : startAgainAfterMs);
    });
    giveNext();
  }

  function giveNext(): void {
    const next = pending[0];
    // A process that has just ended takes no order: the next one will.
    if (next !== undefined) child?.send(next.order, () => undefined);
  }

  function order(wanted: Omit<Order, 'id'>): Promise<{ pid: number; inFlight: string[] }> {
    return new Promise((reached) => {
      ids += 1;
      pending.push({ order: { ...wanted, id: ids }, reached });
      if (pending.length === 1) giveNext();
    });
  }

  async function close(): Promise<void> {
    closing = true;
    clearTimeout(timer);
    if (child === null) return;
    const last = child;
    last.kill('SIGTERM');
    const late = setTimeout(() => last.kill('SIGKILL'), killAfterMs);
    await ended.promise;
    clearTimeout(late);
  }

  run();
  return { name, order, close };
}
