import { runToEnd } from '@cdr/testing';

/** A Chromium of this machine. */
export interface Chromium {
  program: string;
  /** Variables that it needs beside ours. */
  env: Record<string, string>;
}

/** Why this Chromium does not run here; null when it does. */
export async function whyItDoesNotRun({ program, env }: Chromium): Promise<string | null> {
  // Run, not only looked for: it may be built for other machines, lack libraries, or be a stub that names a shop.
  const { code, stderr } = await runToEnd(program, ['--version'], { env: { ...process.env, ...env } });
  if (code === 0) return null;
  if (code === undefined) return `${program} cannot be started`;
  return `${program} does not run (${stderr.trim().split('\n').at(-1) || `exit code ${code}`})`;
}
