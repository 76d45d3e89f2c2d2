import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryDatabase } from '@cdr/loader/memory';
import { exitCodes, runCommand } from '@cdr/local';
import { readOptions, type SimulatorOptions, usage } from './options.ts';
import { type Runs, runMany } from './run-many.ts';

// `npm run simulate`: thousands of schedules of the production workers over twins of the parts.

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function run({ profiles, ...options }: SimulatorOptions, signal: AbortSignal): Promise<number> {
  const scratchFolder = mkdtempSync(join(tmpdir(), 'cdr-simulator-'));
  const database = await createMemoryDatabase();
  const done: Runs[] = [];
  try {
    for (const profile of profiles) {
      if (signal.aborted) break;
      const sum = await runMany({ ...options, profile, database, scratchFolder });
      done.push(sum);
      tell(
        `${profile}: ${sum.bad} bad of ${sum.runs} runs, ${sum.records} records, ${sum.steps} steps in ${sum.seconds} s`,
      );
      if (sum.first !== null) tellRun(sum.first);
    }
  } finally {
    database.close();
    rmSync(scratchFolder, { recursive: true, force: true });
  }
  const bad = done.reduce((sum, one) => sum + one.bad, 0);
  process.stdout.write(`${JSON.stringify({ bad, profiles: done })}\n`);
  return bad === 0 ? exitCodes.done : exitCodes.failed;
}

function tellRun({ seed, faults, trace }: NonNullable<Runs['first']>): void {
  for (const step of trace) tell(`  ${step}`);
  tell(`  seed ${seed}:`);
  for (const { kind, where } of faults) tell(`    ${kind}: ${where}`);
}

process.exitCode = await runCommand(readOptions(process.argv.slice(2)), { usage, tell, run });
