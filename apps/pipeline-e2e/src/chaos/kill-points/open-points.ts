import { writeSync } from 'node:fs';
import type { Order, Reached } from './order.ts';
import { createPoints, type Points } from './points.ts';

/** Where a worker writes what it has reached: by itself, before it does anything else. */
export const reportsFd = 3;

/**
 * The points of this process: orders come over the channel to whoever started it, and when that closes, the process ends.
 * At its point a worker says so and ends or stops itself with nothing in between, so that the point is exact.
 */
export function openPoints(): Points {
  const points = createPoints(obey);
  process.on('message', (order: Order) => points.give(order));
  process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  process.channel?.unref(); // a worker that has drained ends
  return points;
}

function obey({ signal }: Order, reached: Reached): void {
  writeSync(reportsFd, `${JSON.stringify(reached)}\n`);
  process.kill(process.pid, signal);
}
