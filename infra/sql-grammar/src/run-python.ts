import { spawn } from 'node:child_process';

/** How a run of Python ended; `code` is undefined when there is no such program. */
export interface Ended {
  code: number | undefined;
  stdout: string;
  stderr: string;
}

/** Runs Python to its end. */
export async function runPython(python: string, args: string[], input = ''): Promise<Ended> {
  // Without what the user has installed, which is not ours, and without leaving compiled files here.
  const child = spawn(python, ['-s', '-B', ...args], { stdio: 'pipe' });
  const ended = Promise.withResolvers<number | undefined>();
  child.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') ended.resolve(undefined);
    else ended.reject(error);
  });
  child.once('close', (code) => ended.resolve(code ?? 1));
  child.stdin.on('error', () => undefined); // it ended without reading: its exit code tells
  child.stdin.end(input);
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const code = await ended.promise;
  return { code, stdout, stderr };
}
