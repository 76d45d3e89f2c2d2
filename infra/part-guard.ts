// Runs one part or worker as its child and ends it when the process that ordered it is gone, however that one died: the
// channel between the two closes even on kill -9. It leads a session of its own, so Ctrl-C in a terminal does not
// reach it before its turn to stop.
import { spawn } from 'node:child_process';
import type { GuardOrder, GuardReport } from './guarded-process.ts';

const order = JSON.parse(process.argv[2] ?? '') as GuardOrder;
const part = spawn(order.command, order.args, {
  cwd: order.cwd,
  env: { ...process.env, ...order.env },
  stdio: ['ignore', 'inherit', 'inherit'],
  ...order.runAs,
});
let killTimer: NodeJS.Timeout | undefined;

part.once('spawn', () => {
  report({ kind: 'started', pid: part.pid! });
});
part.once('error', (error) => {
  report({ kind: 'failed', message: error.message });
});
part.once('exit', (code, signal) => {
  clearTimeout(killTimer);
  report({ kind: 'ended', code, signal });
});

process.on('message', stop);
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
process.once('disconnect', () => {
  end(order.abandonSignal);
});

function stop(): void {
  end(order.stopSignal);
}

function end(signal: NodeJS.Signals): void {
  if (part.pid === undefined || part.exitCode !== null || part.signalCode !== null) return;
  part.kill(signal);
  killTimer ??= setTimeout(() => part.kill('SIGKILL'), order.killAfterMs);
}

function report(message: GuardReport): void {
  if (!process.connected) return;
  process.send?.(message, () => {
    if (message.kind !== 'started' && process.connected) process.disconnect();
  });
}
