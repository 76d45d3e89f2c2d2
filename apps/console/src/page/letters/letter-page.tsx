import type { LetterView } from '../../api.ts';
import { Page } from '../frame/page.tsx';
import { MarkedText } from '../parts/marked-text.tsx';
import { RevealButton } from '../parts/reveal-button.tsx';
import { apiPath } from '../server/api-path.ts';
import { useView } from '../server/use-view.ts';
import { bytes } from '../show/format.ts';
import { EditLetter } from './edit-letter.tsx';
import { LetterFacts } from './letter-facts.tsx';
import { Verdict } from './verdict.tsx';

/** One dead letter: why it is one, its bytes, and what can be done. Places are those of dlq. */
export function LetterPage({ partition, offset }: { partition: string; offset: string }) {
  const letter = useView<LetterView>(apiPath(['letters', partition, offset]));
  return (
    <Page
      title={titleOf(letter.view)}
      of={letter}
      tools={
        <>
          <a href="#/letters">All letters</a>
          <RevealButton of={letter} />
        </>
      }
    >
      {(view) => (
        <>
          <Verdict of={view} />
          <div class="letter-parts">
            <section aria-label="The record">
              <h2>
                The record, as it came <span class="quiet">({bytes(view.bytes)})</span>
              </h2>
              {!view.isText && (
                <p class="says">Its bytes are no text. Those that cannot be shown stand here as �.</p>
              )}
              <MarkedText of={view.value} label="The record, as it came" />
            </section>
            <section aria-label="Facts">
              <LetterFacts of={view} />
            </section>
          </div>
          <EditLetter letter={view} of={letter} />
        </>
      )}
    </Page>
  );
}

// By the place in raw, as lists and links elsewhere name it.
function titleOf(letter: LetterView | null): string {
  return letter === null ? 'Dead letter' : `Dead letter: raw ${letter.row.partition}/${letter.row.rawOffset}`;
}
