import { openWorkerLog } from '@cdr/local';
import { pause } from '@cdr/worker';
import { auditAll } from './audit.ts';
import { conclude, type FaultsResult } from './conclude.ts';
import { type Done, type Evidence, sayFault } from './judge.ts';
import type { FaultOptions } from './options.ts';
import { planFaults } from './plan.ts';
import { awaitRecovery, readStanding, saySight } from './recovery.ts';
import { openStage, type Stage, type StageOptions, workerNames } from './stage.ts';
import { inflict } from './target.ts';
import { readTold } from './told.ts';
import { type ReadyWatch, watchReady } from './watch-ready.ts';

/** Where a run works, and what was asked for. */
export type FaultsRun = Omit<StageOptions, 'rate'> & { options: FaultOptions };

// A takeover after a crash waits for the old member's session, and a loaded machine takes its time.
const recoverWithinMs = 180_000;
const settleWithinMs = 180_000;

/** Starts the pipeline, does one fault after the other under load, and judges what came of it. */
export async function runFaults({ options, ...run }: FaultsRun): Promise<FaultsResult> {
  const { tell, signal } = run;
  const began = Date.now();
  tell('Starting Kafka, the S3 server, the schema registry and PostgreSQL, building the workers…');
  const stage = await openStage({ ...run, rate: options.rate });
  const failed = new AbortController();
  const until = AbortSignal.any([signal, failed.signal]);
  const problems: string[] = [];
  void stage.died.then((why) => {
    problems.push(why);
    failed.abort();
  });
  const watching = new AbortController();
  try {
    const ready = watchReady(stage.probes, AbortSignal.any([until, watching.signal]));
    const done: Done[] = [];
    const start = await recover(stage, ready, options, until);
    tell(`At work: ${start.said}.`);
    if (start.recovered) await doFaults({ stage, ready, options, done, problems, tell, until });
    else problems.push('the pipeline did not get to work');
    signal.throwIfAborted();

    const endedAt = Date.now();
    await stage.stopGenerator();
    const records = await settle(stage, until, problems);
    signal.throwIfAborted();
    watching.abort();
    const audit = records === null ? null : await auditAll(run.root, stage.env);
    const evidence = evidenceOf(stage);
    const seconds = Math.round((Date.now() - began) / 1_000);
    return conclude({ done, endedAt, evidence, problems, audit, records: records ?? 0, seconds });
  } finally {
    watching.abort();
    failed.abort();
    await stage.close();
  }
}

interface Doing {
  stage: Stage;
  ready: ReadyWatch<string>;
  options: FaultOptions;
  /** Takes what was done. */
  done: Done[];
  /** Takes what kept a fault from being done. */
  problems: string[];
  tell: (line: string) => void;
  until: AbortSignal;
}

async function doFaults({ stage, ready, options, done, problems, tell, until }: Doing): Promise<void> {
  const plan = planFaults(options);
  for (const [n, fault] of plan.entries()) {
    if (until.aborted) return;
    tell(`${n + 1} of ${plan.length}: ${sayFault(fault)}`);
    ready.begin();
    const beganAt = Date.now();
    const failure = await inflict(fault, stage.targets[fault.part], until);
    if (failure !== null) problems.push(`${sayFault(fault)}: ${failure}`);
    const backAt = Date.now();
    const { recovered, said } =
      failure === null ? await recover(stage, ready, options, until) : { recovered: false, said: failure };
    if (until.aborted) return;
    const recoveredAt = recovered ? Date.now() : null;
    done.push({ ...fault, beganAt, backAt, recoveredAt, notReady: ready.saidNotReady() });
    const down = ((backAt - beganAt) / 1_000).toFixed(1);
    const took = ((Date.now() - backAt) / 1_000).toFixed(1);
    tell(`  away ${down} s; ${recovered ? 'as before' : 'NOT as before'} ${took} s later: ${said}`);
    if (!recovered) return; // the next fault would be judged by what this one has left
  }
}

async function recover(
  { figures }: Stage,
  { allReady }: ReadyWatch<string>,
  { rate }: FaultOptions,
  signal: AbortSignal,
): Promise<{ recovered: boolean; said: string }> {
  const withinMs = recoverWithinMs;
  const { recovered, sight } = await awaitRecovery({ figures, allReady, rate, withinMs, signal });
  return { recovered, said: saySight(sight) };
}

/** Waits until everything published is loaded; resolves to how much that is, null when it does not come to that. */
async function settle({ figures }: Stage, signal: AbortSignal, problems: string[]): Promise<number | null> {
  const deadline = Date.now() + settleWithinMs;
  while (!signal.aborted) {
    const standing = await readStanding({ figures, signal });
    if (standing?.settled) return standing.raw;
    if (Date.now() > deadline) {
      const where = saySight({ standing, allReady: true });
      problems.push(`not all is loaded ${settleWithinMs / 1_000} s after the last record: ${where}`);
      return null;
    }
    await pause(500, signal);
  }
  return null;
}

function evidenceOf({ logFile, exits }: Stage): Evidence {
  const told = workerNames.flatMap((worker) => readTold(worker, openWorkerLog(logFile(worker), 0).lines()));
  return { told, exits };
}
