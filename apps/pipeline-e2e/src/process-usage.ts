import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What a process has taken of the machine since its start. */
export interface Usage {
  /** Resident now, and the most it ever was, MiB. */
  residentMiB: number;
  mostResidentMiB: number;
  /** Of all its threads, its own and the system's on its behalf. */
  cpuSeconds: number;
}

/** Reads what Linux says of a process. */
export function processUsage(pid: number): Usage {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const [residentMiB, mostResidentMiB] = ['VmRSS', 'VmHWM'].map((name) => {
    const [, kilobytes] = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)!;
    return Math.round(Number(kilobytes) / 1024);
  }) as [number, number];
  // Behind the name, which may hold anything: fields 14 and 15, in ticks of the clock.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
  const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK']).toString());
  const cpuSeconds = (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  return { residentMiB, mostResidentMiB, cpuSeconds };
}
