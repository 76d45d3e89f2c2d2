import { type Ended, runToEnd } from '@cdr/testing';

/** Runs Python to its end. */
export function runPython(python: string, args: string[], input = ''): Promise<Ended> {
  // Without what the user has installed, which is not ours, and without leaving compiled files here.
  return runToEnd(python, ['-s', '-B', ...args], { input });
}
