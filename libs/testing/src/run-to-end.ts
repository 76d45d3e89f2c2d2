import { spawn } from 'node:child_process';

/** How a run of a program ended; `code` is undefined when there is no such program, and 1 when a signal ended it. */
export interface Ended {
  code: number | undefined;
  stdout: string;
  stderr: string;
}

/** What a program is given beside its arguments. */
interface RunOptions {
  input?: string;
  cwd?: string;
  env?: NodeJS.ProcessEnv;
}

/** Runs a program to its end. @throws when it is there and cannot be run */
export async function runToEnd(
  program: string,
  args: readonly string[],
  { input = '', ...where }: RunOptions = {},
): Promise<Ended> {
  const child = spawn(program, args, { ...where, stdio: 'pipe' });
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
