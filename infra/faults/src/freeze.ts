import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FreezeOrder } from './freezer.ts';

/** Stopped processes. */
export interface Frozen {
  /** Lets them go on; resolves when they do. */
  thaw(): Promise<void>;
}

const script = fileURLToPath(new URL('./freezer.ts', import.meta.url));

/** Stops a process and all below it; resolves when they stand still. They go on when thawed, or when we are gone. */
export async function freeze(order: FreezeOrder): Promise<Frozen> {
  const freezer = spawn(process.execPath, [script, JSON.stringify(order)], {
    detached: true, // Ctrl-C comes to us, who thaw before anything is stopped
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const ended = new Promise<void>((resolve) => {
    freezer.once('exit', () => resolve()); // 'close' does not come when the channel was closed on this side
  });
  const held = new Promise<void>((resolve, reject) => {
    freezer.once('message', () => resolve());
    freezer.once('error', reject);
    freezer.once('exit', () => reject(new Error(`process ${order.pid} cannot be stopped`)));
  });
  await held;
  async function thaw(): Promise<void> {
    if (freezer.connected) freezer.disconnect();
    await ended;
  }
  return { thaw };
}
