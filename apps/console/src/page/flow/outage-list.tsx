import type { Outage } from '../../api.ts';
import { Shape } from '../parts/shape.tsx';

/** What the console itself cannot ask: figures that come from there are old or missing. */
export function OutageList({ outages }: { outages: Outage[] }) {
  if (outages.length === 0) return null;
  return (
    <ul class="outage-list" aria-label="What the console cannot ask">
      {outages.map(({ part, says }) => (
        <li key={part}>
          <Shape tone="warn" /> <b>{part}</b> {says}
        </li>
      ))}
    </ul>
  );
}
