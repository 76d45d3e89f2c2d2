import { type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** A running process and the words it was started with. */
export interface Running {
  pid: number;
  command: string;
}

/** Every process whose environment has `variable=value`: what a command started, and what that started in turn. */
export function processesWith(variable: string, value: string): Running[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => readProc(pid, 'environ').split('\0').includes(`${variable}=${value}`))
    .map((pid) => ({ pid: Number(pid), command: readProc(pid, 'cmdline').split('\0').join(' ') }))
    .filter(({ command }) => command !== ''); // a process that is over, and only not fetched yet
}

function readProc(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return ''; // it has just ended, or is somebody else's
  }
}

/** How a process ended: its exit code, or the signal that killed it. */
export function endOf(child: ChildProcess): Promise<number | NodeJS.Signals> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? signal ?? 1));
  });
}
