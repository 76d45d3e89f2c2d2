import type { TracedCall, TraceStep } from '../../api.ts';
import { Facts } from '../parts/facts.tsx';
import { MarkedText } from '../parts/marked-text.tsx';
import { Shape } from '../parts/shape.tsx';
import { writtenMoment } from '../show/written-moment.ts';
import { leadOf } from './lead.ts';

interface WayParts {
  call: TracedCall;
  /** Which of several it is. */
  nth: string | null;
}

/** The way of one record, from the table back to raw. */
export function Way({ call: { title, steps }, nth }: WayParts) {
  return (
    <section class="section" aria-label={nth === null ? title : `${nth}: ${title}`}>
      <h2>
        {title} {nth && <span class="quiet">({nth})</span>}
      </h2>
      <ol class="way">
        {steps.map((step) => (
          <li key={step.step} class={step.found ? undefined : 'not-found'}>
            <Step of={step} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Step({ of: step }: { of: TraceStep }) {
  const { found, title, facts, says, bytes } = step;
  const lead = leadOf(step);
  return (
    <>
      <h3>
        <Shape tone={found ? 'good' : 'quiet'} /> {title}
        {!found && <span class="unseen">: not found</span>}
        {lead && (
          <>
            {' '}
            <a href={lead.link}>{lead.says}</a>
          </>
        )}
      </h3>
      {says && <p class="says">{says}</p>}
      {facts.length > 0 && <Facts of={facts.map(({ name, value }) => [name, writtenMoment(value)])} />}
      {bytes && <MarkedText of={bytes} label={`Bytes: ${title}`} />}
    </>
  );
}
