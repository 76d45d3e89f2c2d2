import type { AlertView, HealthView, Outage, StageView } from '../api.ts';

export interface HealthFacts {
  alerts: AlertView[];
  outages: readonly Outage[];
  stages: readonly StageView[];
  /** Every record before this moment is dealt with; null while that is not known. */
  completeUntil: number | null;
  /** How late, ms, the table may be without a word. */
  lateAfterMs: number;
  now: number;
}

/** All of it in one sentence: whether it is well and, if not, what is worst. */
export function healthOf(facts: HealthFacts): HealthView {
  const { alerts, outages, stages } = facts;
  const [outage] = outages;
  if (outage !== undefined)
    return {
      level: 'broken',
      headline: `${outage.part} does not answer the console: ${outage.says}`,
      alerts,
    };
  const broken =
    stages.find(({ status }) => status === 'STOP') ??
    stages.find(({ status }) => status === 'STALL') ??
    alerts.find(({ severity, state }) => severity === 'page' && state === 'firing');
  if (broken !== undefined) return { level: 'broken', headline: broken.says, alerts };
  const behind = stages.find(({ status }) => status === 'WARN' || status === null);
  const said = alerts.filter(isToBeSaid);
  const worst = said.find(({ severity }) => severity === 'page') ?? behind ?? said[0];
  const attention = worst?.says ?? lateWords(facts);
  if (attention !== null) return { level: 'attention', headline: attention, alerts };
  return { level: 'well', headline: wellWords(facts), alerts };
}

// What is pending is so already. A worker that misses an answer may only have much to do: that is no news until it fires.
function isToBeSaid({ name, state }: AlertView): boolean {
  return state === 'firing' || name !== 'WorkerIsDown';
}

function lateWords({ stages, completeUntil, lateAfterMs, now }: HealthFacts): string | null {
  const waiting = stages.reduce((sum, { lagRecords }) => sum + (lagRecords ?? 0), 0).toLocaleString('en-US');
  if (completeUntil === null) return `${waiting} records wait; since when, is not known yet`;
  const seconds = Math.round((now - completeUntil) / 1000);
  if (seconds * 1000 <= lateAfterMs) return null;
  return `The table is ${spanWords(seconds)} behind: ${waiting} records wait, and are worked off`;
}

function spanWords(seconds: number): string {
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}

function wellWords({ completeUntil, now }: HealthFacts): string {
  const seconds = Math.round((now - completeUntil!) / 1000);
  const until = seconds <= 2 ? 'now' : `${seconds} s ago`;
  return `All is well: every record that came until ${until} is in the table or in the dead letters`;
}
