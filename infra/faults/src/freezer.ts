// Stops a process and all below it, for as long as whoever ordered it keeps the channel open: were it done by the
// launcher itself, one that is killed meanwhile would leave stopped processes behind for ever.
import { setTimeout as pause } from 'node:timers/promises';
import { holdTree, signalAll } from './process-tree.ts';

/** How it is stopped: for good, or again and again with a time to run in between. */
export interface FreezeOrder {
  pid: number;
  stopMs: number;
  /** null: stopped until the end. */
  runMs: number | null;
}

const { pid, stopMs, runMs } = JSON.parse(process.argv[2] ?? '') as FreezeOrder;
let held: number[] = [];

process.once('disconnect', () => {
  signalAll(held, 'SIGCONT');
  process.exit(0);
});
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined); // the channel tells

while (process.connected) {
  held = holdTree(pid);
  if (held.length === 0) process.exit(1);
  process.send?.('held', () => undefined); // whoever ordered it may be gone just now, and then the channel tells
  if (runMs === null) break;
  await pause(stopMs);
  signalAll(held, 'SIGCONT');
  await pause(runMs);
}
