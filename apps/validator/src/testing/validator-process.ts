import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));

/** A validator in a process of its own. */
export interface ValidatorProcess {
  child: ChildProcess;
  /** Its log so far. */
  lines: Record<string, unknown>[];
  ended: Promise<{ code: number | null; stderr: string }>;
  /** Answers of `/metrics`, `/live` and `/ready`. */
  ask(page: string): Promise<{ status: number; text: string }>;
}

/** Starts a validator with these settings and nothing else in its environment. */
export function startValidator(settings: Record<string, string>, port: number): ValidatorProcess {
  const env = { PATH: process.env['PATH'], VALIDATOR_METRICS_PORT: String(port), ...settings };
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: Record<string, unknown>[] = [];
  let rest = '';
  let stderr = '';
  child.stderr.on('data', (bytes: Buffer) => (stderr += bytes.toString()));
  child.stdout.on('data', (bytes: Buffer) => {
    const parts = (rest + bytes.toString()).split('\n');
    rest = parts.pop()!;
    lines.push(...parts.map((line) => JSON.parse(line) as Record<string, unknown>));
  });
  const ended = new Promise<{ code: number | null; stderr: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, stderr }));
  });

  async function ask(page: string): Promise<{ status: number; text: string }> {
    const answer = await fetch(`http://127.0.0.1:${port}/${page}`);
    return { status: answer.status, text: await answer.text() };
  }

  return { child, lines, ended, ask };
}
