import type { TrialRun } from '@cdr/local';
import { pause } from '@cdr/worker';
import { auditStage } from './audit-stage.ts';
import { type ChaosResult, conclude } from './conclude.ts';
import { type Field, nothingDone } from './deeds.ts';
import { doPlan } from './do-plan.ts';
import { type Role, roles } from './kill-points/order.ts';
import { type Load, startLoad } from './load.ts';
import type { ChaosOptions } from './options.ts';
import { instances, planFaults } from './plan.ts';
import { settle } from './settle.ts';
import { dedupCalls, openStage, type Stage } from './stage.ts';
import { judgeRun } from './truth/judge-run.ts';
import { openSlot, type WorkerSlot } from './worker-slot.ts';

// While faults are late there is still something to do for those who are to be hit.
const rateWhenBehind = 300;
const tellEveryMs = 15_000;

/** Starts the pipeline on parts of its own, breaks it by a plan under load, lets it settle, and judges it by the truth. */
export async function runChaos({
  folder,
  options,
  tell,
  signal,
}: TrialRun<ChaosOptions>): Promise<ChaosResult> {
  const began = Date.now();
  tell(`Seed ${options.seed}. Starting Kafka, the S3 server, the schema registry and PostgreSQL…`);
  const stage = await openStage(folder, options.warehouse, tell);
  const crew = openCrew(stage);
  const problems: string[] = [];
  try {
    const done = nothingDone();
    const load = await breakUnderLoad({ stage, crew, options, done, problems, tell, signal });
    tell('Letting it settle…');
    const unsettled = await settle(stage, signal);
    if (unsettled !== null) problems.push(`it did not settle: ${unsettled}`);
    await crew.close();
    tell('Comparing with the truth…');
    const { kafka, topics, databaseUrl: warehouseUrl } = stage;
    const judgement = await judgeRun({ kafka, topics, warehouseUrl, logs: load.logs });
    const audit = await auditStage(stage);
    const seconds = Math.round((Date.now() - began) / 1_000);
    const { unexpectedEnds } = crew;
    return conclude({ options, done, judgement, audit, unexpectedEnds, problems, seconds, dedupCalls });
  } finally {
    await crew.close();
    await stage.close();
  }
}

interface Breaking {
  stage: Stage;
  crew: Crew;
  options: ChaosOptions;
  done: Field['done'];
  problems: string[];
  tell: (line: string) => void;
  signal: AbortSignal;
}

/** Publishes, and does the plan's faults meanwhile; resolves when both are over. */
async function breakUnderLoad(breaking: Breaking): Promise<Load> {
  const { stage, crew, options, done, problems, tell, signal } = breaking;
  const { records, seconds } = options;
  const over = new AbortController();
  const until = AbortSignal.any([signal, over.signal]);
  const field: Field = { stage, slots: crew.slots, openExtra: crew.openExtra, done, signal: until };
  const usualRate = records / seconds;
  let faultsAreOver = false;
  const { brokers, topics } = stage;
  const load = startLoad({ brokers, topic: topics.raw, seed: options.seed, rate });
  const doing = doPlan(planFaults(options), load, field);
  doing.finished.catch(() => undefined); // told below

  function rate(): number {
    return !faultsAreOver && doing.isBehind(load.acknowledged()) ? rateWhenBehind : usualRate;
  }

  async function publishAll(): Promise<void> {
    await doing.finished;
    faultsAreOver = true;
    while (load.acknowledged() < records && !until.aborted) await pause(100, until);
  }

  const watch = setInterval(
    () => tell(`${load.acknowledged()} records published, ${doing.standing()}`),
    tellEveryMs,
  );
  const tooLong = pause((seconds * 2 + 120) * 1_000, until).then(() => 'too long' as const);
  try {
    const end = await Promise.race([publishAll(), load.failed, tooLong, stage.died]);
    signal.throwIfAborted();
    if (end === 'too long') problems.push(`not all faults could be done: ${doing.standing()}`);
    else if (typeof end === 'string') problems.push(end);
  } finally {
    clearInterval(watch);
    over.abort();
    await load.stop();
  }
  return load;
}

/** All instances of all workers. */
interface Crew {
  slots: Record<Role, WorkerSlot[]>;
  openExtra(role: Role): WorkerSlot;
  unexpectedEnds: string[];
  /** Idempotent. */
  close(): Promise<void>;
}

function openCrew({ workerEnv: env, logFolder }: Stage): Crew {
  const all: WorkerSlot[] = [];
  const unexpectedEnds: string[] = [];
  function open(role: Role, name: string): WorkerSlot {
    const onUnexpectedEnd = (words: string) => void unexpectedEnds.push(words);
    const slot = openSlot({ role, name, logFolder, env, onUnexpectedEnd });
    all.push(slot);
    return slot;
  }
  function ofRole(role: Role): WorkerSlot[] {
    return Array.from({ length: instances }, (_, n) => open(role, `${role}-${n + 1}`));
  }
  let extras = 0;
  return {
    slots: Object.fromEntries(roles.map((role) => [role, ofRole(role)])) as Record<Role, WorkerSlot[]>,
    openExtra: (role) => open(role, `${role}-extra-${(extras += 1)}`),
    unexpectedEnds,
    async close() {
      await Promise.all(all.splice(0).map((slot) => slot.close()));
    },
  };
}
