import type { ComponentChildren } from 'preact';
import type { AlertView, Status } from '../../api.ts';
import { looksOf } from '../parts/alert-list.tsx';
import { StatusBadge } from '../parts/badge.tsx';
import { Shape } from '../parts/shape.tsx';

interface NodeParts {
  place: AlertView['at'];
  /** What it is, in a few words. */
  what: string;
  status?: Status | null;
  /** Those that hurt here. */
  alerts: AlertView[];
  children: ComponentChildren;
}

/** A part of the picture. One that hurts says so on its border, where it moves nothing. */
export function Node({ place, what, status, alerts, children }: NodeParts) {
  const [worst] = alerts;
  const tone = worst === undefined ? 'quiet' : looksOf(worst).tone;
  // A status shows at once; its alert is pending for some minutes.
  const hurts = status === 'STOP' || status === 'STALL' ? 'bad' : tone;
  return (
    <section class={`node at-${place} ${hurts === 'quiet' ? '' : `hurts-${hurts}`}`} aria-label={place}>
      {worst && (
        <p class={`node-alert ${tone}`}>
          <Shape tone={tone} /> {worst.name}
          {alerts.length > 1 && ` +${alerts.length - 1}`}
        </p>
      )}
      <header>
        <h2>{place}</h2>
        {status !== undefined && <StatusBadge status={status} />}
      </header>
      <p class="node-what">{what}</p>
      {children}
    </section>
  );
}
