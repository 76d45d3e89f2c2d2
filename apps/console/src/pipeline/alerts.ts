import type { AlertView, StageView, WorkerView } from '../api.ts';

/** What alerts are judged by. */
export interface AlertFacts {
  stages: Record<'validator' | 'loader', StageView>;
  workers: readonly (WorkerView & { troubles: readonly string[] })[];
  /** Of the last hour: share of bad records, null when not known; letters of the loader with reason `load`. */
  badShare: number | null;
  unloadable: number;
}

type Stage = keyof AlertFacts['stages'];

/** An alert of infra/monitoring/alerts.yml, as the console can judge it from where it stands. */
interface AlertRow {
  name: string;
  severity: AlertView['severity'];
  /** For how long it must have held before it fires; a moment is enough without it. */
  forMinutes?: number;
  /** Where it hurts, and what is so; an entry for each thing that is. */
  holding: (facts: AlertFacts) => Holding[];
}

/** `about` is where it hurts, unless it says more. */
type Holding = Pick<AlertView, 'at' | 'says'> & { about?: string };

const names = ['validator', 'loader'] as const satisfies Stage[];
// As in alerts.yml, whose limits are for the default settings; a test looks.
const mostLagSeconds: Record<Stage, number> = { validator: 300, loader: 600 };
const mostBadShare = 0.05;
const minuteMs = 60_000;

/** The worst first. */
export const alertTable: readonly AlertRow[] = [
  {
    name: 'NobodyHoldsPartitions',
    severity: 'page',
    forMinutes: 5,
    holding: ({ stages }) => stagesThat(stages, ({ status }) => status === 'STOP'),
  },
  {
    name: 'WorkerIsDown',
    severity: 'page',
    forMinutes: 1,
    holding: ({ workers }) =>
      workers
        .filter(({ answers, worker }) => !answers && isStage(worker))
        .map(({ worker, address }) => ({
          at: worker as Stage,
          about: address,
          says: `The ${worker} at ${address} does not answer on /metrics`,
        })),
  },
  {
    name: 'WorkerStandsStill',
    severity: 'page',
    forMinutes: 5,
    holding: ({ stages }) => stagesThat(stages, ({ status }) => status === 'STALL'),
  },
  {
    name: 'PartInTrouble',
    severity: 'page',
    forMinutes: 2,
    holding: ({ workers }) =>
      workers.flatMap(({ worker, address, troubles, notReady }) =>
        troubles.map((part) => ({
          at: isStage(worker) ? worker : 'source',
          about: `${part} for ${address}`,
          says: `${part} does not work for the ${worker}${notReady === null ? '' : `: ${notReady}`}`,
        })),
      ),
  },
  ...names.map((stage): AlertRow => ({
    name: stage === 'validator' ? 'ValidatorIsLate' : 'LoaderIsLate',
    severity: 'page',
    forMinutes: 2,
    holding: ({ stages: { [stage]: of } }) =>
      (of.lagSeconds ?? 0) > mostLagSeconds[stage]
        ? [{ at: stage, says: `A record has waited for the ${stage} for ${Math.round(of.lagSeconds!)} s` }]
        : [],
  })),
  {
    name: 'ManyDeadLetters',
    severity: 'ticket',
    forMinutes: 10,
    holding: ({ badShare }) =>
      (badShare ?? 0) > mostBadShare
        ? [{ at: 'dlq', says: `${percent(badShare!)} of the records of the last hour are dead letters` }]
        : [],
  },
  {
    name: 'RecordCannotBeLoaded',
    severity: 'ticket',
    holding: ({ unloadable }) =>
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

/** The alerts whose condition holds at `now`, those that fire first; `before` are those of the look before. */
export function alertsOf(facts: AlertFacts, before: readonly AlertView[], now: number): AlertView[] {
  const alerts = alertTable.flatMap((row) =>
    row.holding(facts).map((holding) => alertOf(row, holding, before, now)),
  );
  return [
    ...alerts.filter(({ state }) => state === 'firing'),
    ...alerts.filter(({ state }) => state === 'pending'),
  ];
}

function alertOf(
  { name, severity, forMinutes = 0 }: AlertRow,
  { at, about = at, says }: Holding,
  before: readonly AlertView[],
  now: number,
): AlertView {
  const same = before.find((alert) => alert.name === name && alert.about === about);
  const since = same?.since ?? now;
  const state = now - since >= forMinutes * minuteMs ? 'firing' : 'pending';
  return { name, severity, state, since, at, about, says, runbook: runbookOf(name) };
}

/** Its chapter in the project's docs. */
function runbookOf(alert: string): string {
  const chapter = alert.replaceAll(/(?<=[a-z])[A-Z]/g, '-$&').toLowerCase();
  return `docs/operations.md#alert-${chapter}`;
}

function stagesThat(stages: AlertFacts['stages'], holds: (stage: StageView) => boolean): Holding[] {
  return names.filter((name) => holds(stages[name])).map((at) => ({ at, says: stages[at].says }));
}

function isStage(worker: string): worker is Stage {
  return names.some((name) => name === worker);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
