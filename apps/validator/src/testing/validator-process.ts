import { fileURLToPath } from 'node:url';
import { type RunningScript, startScript } from '@cdr/testing';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));

/** A validator in a process of its own. */
export interface ValidatorProcess extends RunningScript {
  /** Answers of `/metrics`, `/live` and `/ready`. */
  ask(page: string): Promise<{ status: number; text: string }>;
}

/** Starts a validator with these settings. */
export function startValidator(settings: Record<string, string>, port: number): ValidatorProcess {
  const running = startScript(main, { env: { VALIDATOR_METRICS_PORT: String(port), ...settings } });

  async function ask(page: string): Promise<{ status: number; text: string }> {
    const answer = await fetch(`http://127.0.0.1:${port}/${page}`);
    return { status: answer.status, text: await answer.text() };
  }

  return { ...running, ask };
}
