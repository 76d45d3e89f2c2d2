import { useState } from 'preact/hooks';
import type { LetterList } from '../../api.ts';
import { Page } from '../frame/page.tsx';
import { MoreButton } from '../parts/more-button.tsx';
import { ReadNote } from '../parts/read-note.tsx';
import { SendBack } from '../redrive/send-back.tsx';
import { linkTo, type Route } from '../routing/route.ts';
import { usePages } from '../server/use-pages.ts';
import { readAsked } from './asked.ts';
import { type Chosen, noneChosen } from './chosen.ts';
import { LetterFilter } from './letter-filter.tsx';
import { LetterTable } from './letter-table.tsx';
import { matchedWords } from './matched-words.ts';

/** Dead letters as asked for in the address bar, the newest first. */
export function LetterListPage({ route }: { route: Route }) {
  const query = readAsked(route.query);
  const asked = linkTo('letters', [], { ...query });
  const list = usePages<LetterList>(['letters'], { ...query });
  const [chosen, setChosen] = useChosenOf(asked);
  const letters = list.pages.flatMap((page) => page.letters);

  function lookAgain(): void {
    setChosen(noneChosen);
    list.again();
  }

  return (
    <Page
      title="Dead letters"
      of={list.first}
      tools={<button onClick={lookAgain}>Look again</button>}
      form={<LetterFilter key={asked} query={query} />}
    >
      {({ read }) => (
        <>
          <p class="says" role="status">
            {matchedWords(list.pages)}
          </p>
          <ReadNote read={read} />
          <SendBack query={query} chosen={chosen} onClear={() => setChosen(noneChosen)} onSent={lookAgain} />
          <LetterTable letters={letters} at={list.first.at!} chosen={chosen} onChoose={setChosen} />
          <MoreButton of={list}>
            {query.text === undefined ? 'Load older' : 'Look through older ones'}
          </MoreButton>
        </>
      )}
    </Page>
  );
}

// What was chosen among other letters is not what is looked at now.
function useChosenOf(asked: string) {
  const [kept, setKept] = useState({ asked, chosen: noneChosen });
  const chosen = kept.asked === asked ? kept.chosen : noneChosen;
  return [chosen, (next: Chosen) => setKept({ asked, chosen: next })] as const;
}
