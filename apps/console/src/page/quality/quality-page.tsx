import type { QualityView } from '../../api.ts';
import { Page } from '../frame/page.tsx';
import { AlertList } from '../parts/alert-list.tsx';
import { Choice } from '../parts/choice.tsx';
import { ReadNote } from '../parts/read-note.tsx';
import { RevealButton } from '../parts/reveal-button.tsx';
import type { Route } from '../routing/route.ts';
import { type MaskedView, useView } from '../server/use-view.ts';
import { BadShare } from './bad-share.tsx';
import { OffenderTable } from './offender-table.tsx';
import { ReasonTable } from './reason-table.tsx';
import { Timeline } from './timeline.tsx';

const spans = [
  { value: '1', name: 'Hour' },
  { value: '24', name: 'Day' },
  { value: '168', name: 'Week' },
];
const everyMs = 10_000;

/** What was refused, why, and whose it was. */
export function QualityPage({ route }: { route: Route }) {
  const asked = route.query.get('hours');
  const hours = spans.find(({ value }) => value === asked)?.value ?? '1';
  const quality = useView<QualityView>(`/api/quality?hours=${hours}`, everyMs);

  return (
    <Page
      title="Quality"
      of={quality}
      tools={<Choice label="Span" parameter="hours" options={spans} chosen={hours} route={route} />}
    >
      {(view) => (
        <>
          <BadShare quality={view} />
          <ReadNote read={view.read} />
          <AlertList alerts={view.alerts} />
          <Timeline quality={view} />
          <ReasonTable quality={view} />
          {view.bad > 0 && <Offenders quality={quality} offenders={view.offenders} />}
        </>
      )}
    </Page>
  );
}

interface OffendersParts {
  quality: MaskedView<QualityView>;
  offenders: QualityView['offenders'];
}

function Offenders({ quality, offenders }: OffendersParts) {
  return (
    <section class="offenders" aria-labelledby="offenders">
      <header>
        <h2 id="offenders">Where bad records come from</h2>
        <RevealButton of={quality} />
      </header>
      <div class="side-by-side">
        <OffenderTable caption="Callers" offenders={offenders.callers} />
        <OffenderTable caption="Providers" offenders={offenders.providers} />
      </div>
    </section>
  );
}
