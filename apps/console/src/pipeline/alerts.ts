import type { AlertView, StageView, WorkerView } from '../api.ts';

/** What alerts are judged by. */
export interface AlertFacts {
  stages: Record<'validator' | 'loader', StageView>;
  /** `silentMs`: for how long one has not answered. */
  workers: readonly (WorkerView & { troubles: readonly string[]; silentMs: number })[];
  /** Of the last hour: share of bad records, null when not known; letters of the loader with reason `load`. */
  badShare: number | null;
  unloadable: number;
}

type Stage = keyof AlertFacts['stages'];

/** An alert of infra/monitoring/alerts.yml, as the console can judge it from where it stands. */
interface AlertRow {
  name: string;
  severity: AlertView['severity'];
  /** Where it hurts, and what is so; an entry for each thing that is. */
  firing: (facts: AlertFacts) => Pick<AlertView, 'at' | 'says'>[];
}

const names = ['validator', 'loader'] as const satisfies Stage[];
// As in alerts.yml, whose limits are for the default settings; Prometheus waits for some minutes before it wakes somebody.
const mostLagSeconds: Record<Stage, number> = { validator: 300, loader: 600 };
const mostBadShare = 0.05;
// A worker with much to do may be late with an answer.
const mostSilentMs = 60_000;

/** The worst first. */
export const alertTable: readonly AlertRow[] = [
  {
    name: 'NobodyHoldsPartitions',
    severity: 'page',
    firing: ({ stages }) => stagesThat(stages, ({ status }) => status === 'STOP'),
  },
  {
    name: 'WorkerIsDown',
    severity: 'page',
    firing: ({ workers }) =>
      workers
        .filter(({ silentMs, worker }) => silentMs >= mostSilentMs && isStage(worker))
        .map(({ worker, address }) => ({
          at: worker as Stage,
          says: `The ${worker} at ${address} does not answer on /metrics`,
        })),
  },
  {
    name: 'WorkerStandsStill',
    severity: 'page',
    firing: ({ stages }) => stagesThat(stages, ({ status }) => status === 'STALL'),
  },
  {
    name: 'PartInTrouble',
    severity: 'page',
    firing: ({ workers }) =>
      workers.flatMap(({ worker, troubles, notReady }) =>
        troubles.map((part) => ({
          at: isStage(worker) ? worker : 'source',
          says: `${part} does not work for the ${worker}${notReady === null ? '' : `: ${notReady}`}`,
        })),
      ),
  },
  ...names.map((stage): AlertRow => ({
    name: stage === 'validator' ? 'ValidatorIsLate' : 'LoaderIsLate',
    severity: 'page',
    firing: ({ stages: { [stage]: of } }) =>
      (of.lagSeconds ?? 0) > mostLagSeconds[stage]
        ? [{ at: stage, says: `A record has waited for the ${stage} for ${Math.round(of.lagSeconds!)} s` }]
        : [],
  })),
  {
    name: 'ManyDeadLetters',
    severity: 'ticket',
    firing: ({ badShare }) =>
      (badShare ?? 0) > mostBadShare
        ? [{ at: 'dlq', says: `${percent(badShare!)} of the records of the last hour are dead letters` }]
        : [],
  },
  {
    name: 'RecordCannotBeLoaded',
    severity: 'ticket',
    firing: ({ unloadable }) =>
      unloadable > 0
        ? [
            {
              at: 'loader',
              says: `The loader refused ${unloadable} ${unloadable === 1 ? 'record' : 'records'} of the last hour that a validator had let pass: a fault of ours`,
            },
          ]
        : [],
  },
];

/** The alerts that fire. */
export function alertsOf(facts: AlertFacts): AlertView[] {
  return alertTable.flatMap(({ name, severity, firing }) =>
    firing(facts).map(({ at, says }) => ({ name, severity, at, says, runbook: runbookOf(name) })),
  );
}

/** Its chapter in the project's docs. */
function runbookOf(alert: string): string {
  const chapter = alert.replaceAll(/(?<=[a-z])[A-Z]/g, '-$&').toLowerCase();
  return `docs/operations.md#alert-${chapter}`;
}

function stagesThat(stages: AlertFacts['stages'], holds: (stage: StageView) => boolean) {
  return names.filter((name) => holds(stages[name])).map((at) => ({ at, says: stages[at].says }));
}

function isStage(worker: string): worker is Stage {
  return names.some((name) => name === worker);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
