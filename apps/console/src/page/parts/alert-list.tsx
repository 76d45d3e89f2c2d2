import type { AlertView } from '../../api.ts';
import { Badge } from './badge.tsx';
import type { Tone } from './shape.tsx';

const severities: Record<AlertView['severity'], { tone: Tone; word: string }> = {
  page: { tone: 'bad', word: 'now' },
  ticket: { tone: 'warn', word: 'by day' },
};
// It may be over before anybody is told.
const pending: { tone: Tone; word: string } = { tone: 'quiet', word: 'pending' };

/** How an alert looks. */
export function looksOf({ severity, state }: AlertView): { tone: Tone; word: string } {
  return state === 'pending' ? pending : severities[severity];
}

/** What fires, the worst first, then what is pending, and where it is written what to do. */
export function AlertList({ alerts }: { alerts: AlertView[] }) {
  if (alerts.length === 0) return null;
  return (
    <ul class="alert-list" aria-label="Alerts">
      {alerts.map((alert) => (
        <Alert key={`${alert.name} ${alert.about}`} alert={alert} />
      ))}
    </ul>
  );
}

function Alert({ alert }: { alert: AlertView }) {
  const { name, at, says, runbook } = alert;
  const { tone, word } = looksOf(alert);
  return (
    <li>
      <Badge tone={tone}>{word}</Badge>
      <span>
        <b>{name}</b> <span class="quiet">at {at}:</span> {says}
      </span>
      <span class="runbook">
        What to do: <code>{runbook}</code>
      </span>
    </li>
  );
}
