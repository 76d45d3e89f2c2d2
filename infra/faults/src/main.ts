import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { watchSignals } from '@cdr/local';
import { ConfigError } from '@cdr/worker';
import { type FaultOptions, readOptions, usage } from './options.ts';
import { reportLines } from './report.ts';
import { runFaults } from './run-faults.ts';

// `npm run faults`: breaks each part of the pipeline in turn, under load, and judges what comes of it.

const exitCodes = { passed: 0, failed: 1, wrongUse: 2, interrupted: 130 } as const;
const root = fileURLToPath(new URL('../../..', import.meta.url));

function tell(line: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)}Z ${line}\n`);
}

async function main(options: FaultOptions): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'cdr-faults-'));
  chmodSync(folder, 0o755); // PostgreSQL runs as another user when we are root
  const stop = new AbortController();
  watchSignals(process, {
    stop() {
      tell('Stopping… (Ctrl-C again leaves at once.)');
      stop.abort();
    },
    // Parts and workers end with us: their guards see to that.
    force: () => process.exit(exitCodes.interrupted),
  });
  let keep = true;
  try {
    const result = await runFaults({ root, folder, options, tell, signal: stop.signal });
    keep = !result.passed;
    // With --json stdout belongs to the program that reads it.
    (options.json ? process.stderr : process.stdout).write(reportLines(result));
    if (options.json) process.stdout.write(`${JSON.stringify(result)}\n`);
    return result.passed ? exitCodes.passed : exitCodes.failed;
  } catch (error) {
    if (stop.signal.aborted) {
      keep = false;
      return exitCodes.interrupted;
    }
    tell(error instanceof Error ? error.message : String(error));
    return error instanceof ConfigError ? exitCodes.wrongUse : exitCodes.failed;
  } finally {
    if (keep) tell(`Topics, tables and the workers' logs stay in ${folder}; delete it when you have looked.`);
    else rmSync(folder, { recursive: true, force: true });
  }
}

const options = readOptions(process.argv.slice(2));
if ('help' in options) {
  process.stdout.write(usage);
} else if ('problem' in options) {
  process.stderr.write(`${options.problem}\n\n${usage}`);
  process.exitCode = exitCodes.wrongUse;
} else {
  process.exitCode = await main(options);
}
