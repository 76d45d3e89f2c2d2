import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isFree } from './free-port.ts';
import { type ExitInfo, type GuardOrder, runGuarded } from './guarded-process.ts';
import { lastLines, sizeOf } from './part-log.ts';

/** A running local server that answered its health check; stop is idempotent and resolves when the process is gone. */
export interface Part {
  name: string;
  url: string;
  pid: number;
  /** Where its output goes, warnings and errors. */
  logFile: string;
  stop(): Promise<void>;
  exited: Promise<ExitInfo>;
}

/** A part to start; `answers` says whether it serves by now, and throws when waiting longer cannot help. */
export interface PartPlan extends GuardOrder {
  name: string;
  url: string;
  port: number;
  logFile: string;
  startWithinMs: number;
  answers(): Promise<boolean>;
}

/** A part that did not start: the text names the part, its log's last lines and what to do. */
export class PartError extends Error {
  override name = 'PartError';
}

/** Starts the part and waits until it answers; throws PartError, with nothing left running, if it does not. */
export async function startPart(plan: PartPlan): Promise<Part> {
  if (!(await isFree(plan.port))) {
    throw new PartError(
      `${plan.name} cannot start: another program listens on port ${plan.port}. Stop it, or choose another port.`,
    );
  }
  mkdirSync(dirname(plan.logFile), { recursive: true });
  const logStart = sizeOf(plan.logFile);
  const guarded = runGuarded(orderOf(plan), { logFile: plan.logFile, env: process.env });
  try {
    const pid = await guarded.started;
    await untilItAnswers(plan, guarded.exited);
    const { name, url, logFile } = plan;
    return { name, url, pid, logFile, stop: guarded.stop, exited: guarded.exited };
  } catch (error) {
    await guarded.stop();
    const reason = error instanceof Error ? error.message : String(error);
    throw new PartError(
      `${plan.name} did not start: ${reason}. ${lastLines(plan.logFile, logStart)}` +
        `What to do: read ${plan.logFile}; if the data in ${plan.cwd} is damaged, delete that folder and start again.`,
      { cause: error },
    );
  }
}

// Field by field: the order stands in the list of processes, and no more of the plan need be there.
function orderOf(plan: PartPlan): GuardOrder {
  const { command, args, cwd, env, runAs, stopSignal, abandonSignal, killAfterMs } = plan;
  const signals = { stopSignal, abandonSignal, killAfterMs };
  return { command, args, cwd, ...signals, ...(env && { env }), ...(runAs && { runAs }) };
}

/** What to tell of a part that has ended though nobody stopped it. */
export function sayDeath({ name, logFile }: Part, { code, signal }: ExitInfo): string {
  return `${name} ended by itself (${signal ?? `exit code ${code}`}). Its log: ${logFile}.`;
}

async function untilItAnswers(plan: PartPlan, exited: Promise<ExitInfo>): Promise<void> {
  const deadline = Date.now() + plan.startWithinMs;
  let exit: ExitInfo | undefined;
  void exited.then((info) => (exit = info));
  while (!(await plan.answers())) {
    if (exit) throw new Error(`it ended with ${exit.signal ?? `exit code ${exit.code}`}`);
    if (Date.now() > deadline) throw new Error(`no answer within ${plan.startWithinMs / 1000} s`);
    await pause(100);
  }
  if (exit) throw new Error('it ended while it was asked for the first time');
}
