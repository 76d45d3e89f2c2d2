import type { AlertView, HealthView, Outage, StageView } from '../api.ts';

export interface HealthFacts {
  alerts: AlertView[];
  outages: readonly Outage[];
  stages: readonly StageView[];
  /** Every record before this moment is dealt with; null while that is not known. */
  completeUntil: number | null;
  now: number;
}

/** All of it in one sentence: whether it is well and, if not, what is worst. */
export function healthOf({ alerts, outages, stages, completeUntil, now }: HealthFacts): HealthView {
  const [outage] = outages;
  if (outage !== undefined)
    return {
      level: 'broken',
      headline: `${outage.part} does not answer the console: ${outage.says}`,
      alerts,
    };
  const page = alerts.find(({ severity }) => severity === 'page');
  if (page !== undefined) return { level: 'broken', headline: page.says, alerts };
  const behind = stages.find(({ status }) => status === 'WARN');
  const ticket = behind?.says ?? alerts[0]?.says;
  if (ticket !== undefined) return { level: 'attention', headline: ticket, alerts };
  return { level: 'well', headline: wellWords(completeUntil, now), alerts };
}

function wellWords(completeUntil: number | null, now: number): string {
  if (completeUntil === null) return 'Nothing is wrong; how far the table is, is not known yet';
  const seconds = Math.round((now - completeUntil) / 1000);
  const until = seconds <= 2 ? 'now' : `${seconds} s ago`;
  return `All is well: every record that came until ${until} is in the table or in the dead letters`;
}
