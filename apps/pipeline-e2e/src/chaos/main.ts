import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitCodes, runCommand } from '@cdr/local';
import { type ChaosOptions, readOptions, usage } from './options.ts';
import { reportLines } from './report.ts';
import { runChaos } from './run-chaos.ts';

// `npm run chaos`: breaks the pipeline in the middle of its work, then compares what came of it with the truth.

function tell(line: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)}Z ${line}\n`);
}

async function run(options: ChaosOptions, signal: AbortSignal): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'cdr-chaos-'));
  chmodSync(folder, 0o755); // PostgreSQL runs as another user when we are root
  let keep = true;
  try {
    const result = await runChaos({ folder, options, tell, signal });
    keep = !result.passed;
    // With --json stdout belongs to the program that reads it.
    (options.json ? process.stderr : process.stdout).write(reportLines(result));
    if (options.json) process.stdout.write(`${JSON.stringify(result)}\n`);
    return result.passed ? exitCodes.done : exitCodes.failed;
  } catch (error) {
    keep = !signal.aborted;
    throw error;
  } finally {
    if (keep) tell(`Topics, tables and the workers' logs stay in ${folder}; delete it when you have looked.`);
    else rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = await runCommand(readOptions(process.argv.slice(2)), { usage, tell, run });
