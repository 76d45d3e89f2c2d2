import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The Java program to run: the one of JAVA_HOME, else the one on the PATH. */
export function javaCommand(env: NodeJS.ProcessEnv = process.env): string {
  return env['JAVA_HOME'] ? join(env['JAVA_HOME'], 'bin', 'java') : 'java';
}

/** The class path of a part's fetched jars; throws if they were not fetched completely. */
export function jarsOf(part: 'kafka' | 'object-store' | 'registry'): string {
  const libs = fileURLToPath(new URL(`./${part}/libs`, import.meta.url));
  if (!existsSync(join(libs, '.complete'))) {
    throw new Error(
      `The jars in infra/${part}/libs are missing or incomplete. Run \`npm test\` once; it fetches them.`,
    );
  }
  return join(libs, '*');
}

/** Runs a Java program to its end; throws with its output if it fails. */
export async function runJava(args: string[]): Promise<void> {
  try {
    await run(javaCommand(), args, { timeout: 60_000 });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    const said = `${stdout}${stderr}`.trim() || (error instanceof Error ? error.message : String(error));
    throw new Error(`Java failed: ${said}`, { cause: error });
  }
}
