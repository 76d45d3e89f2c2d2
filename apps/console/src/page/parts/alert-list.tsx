import type { AlertView } from '../../api.ts';
import { Badge } from './badge.tsx';
import type { Tone } from './shape.tsx';

const severities: Record<AlertView['severity'], { tone: Tone; word: string }> = {
  page: { tone: 'bad', word: 'now' },
  ticket: { tone: 'warn', word: 'by day' },
};

/** What fires, the worst first, and where it is written what to do. */
export function AlertList({ alerts }: { alerts: AlertView[] }) {
  if (alerts.length === 0) return null;
  return (
    <ul class="alert-list" aria-label="Alerts">
      {alerts.map(({ name, severity, at, says, runbook }) => (
        <li key={`${name} ${at} ${says}`}>
          <Badge tone={severities[severity].tone}>{severities[severity].word}</Badge>
          <span>
            <b>{name}</b> <span class="quiet">at {at}:</span> {says}
          </span>
          <span class="runbook">
            What to do: <code>{runbook}</code>
          </span>
        </li>
      ))}
    </ul>
  );
}
