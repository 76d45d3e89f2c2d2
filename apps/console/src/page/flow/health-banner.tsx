import type { FlowView } from '../../api.ts';
import { Shape } from '../parts/shape.tsx';
import { ago, duration, moments } from '../show/format.ts';
import { healthWords } from './health-words.ts';

interface BannerParts {
  flow: FlowView;
  /** There should be a newer view by now, and is none. */
  old: boolean;
}

/** The answer of the whole page in one sentence, and how far the table is behind the calls. */
export function HealthBanner({ flow, old }: BannerParts) {
  const { at, health, completeUntil, latency } = flow;
  const { word, tone } = healthWords[old ? 'unknown' : health.level];
  return (
    <section class={`health-banner ${tone}-wash`} aria-label="Health">
      <p class="health-says" role="status">
        <strong class={tone}>
          <Shape tone={tone} /> {word}
        </strong>
        {old ? `The console does not answer. It said last: ${health.headline}` : health.headline}
      </p>
      <dl class="health-figures">
        <div>
          <dt>Complete until</dt>
          <dd>
            {completeUntil === null ? 'not known' : moments(completeUntil, at)}
            <small>{completeUntil !== null && !old && ago(completeUntil, at)}</small>
          </dd>
        </div>
        <div>
          <dt>End to end, average</dt>
          <dd>
            {latency.endToEnd === null ? 'not measured' : duration(latency.endToEnd.mean)}
            <small>{latency.endToEnd && `95% within ${duration(latency.endToEnd.p95)}`}</small>
          </dd>
        </div>
      </dl>
    </section>
  );
}
