import type { LetterRow } from '../../api.ts';
import { type Column, Table } from '../parts/table.tsx';
import { linkTo } from '../routing/route.ts';
import { useSession } from '../session/session.ts';
import { count, moments } from '../show/format.ts';
import { writtenMoment } from '../show/written-moment.ts';
import { allChosen, canBeChosen, choose, type Chosen, keyOfLetter } from './chosen.ts';
import { ReasonBadge } from './reason-badge.tsx';

interface LetterTableParts {
  letters: LetterRow[];
  /** When they were asked for, epoch ms. */
  at: number;
  chosen: Chosen;
  onChoose: (chosen: Chosen) => void;
}

export function LetterTable({ letters, at, chosen, onChoose }: LetterTableParts) {
  const { role } = useSession();
  const facts: Column<LetterRow>[] = [
    { head: 'Raw place', names: true, show: linked },
    { head: 'Written', show: ({ writtenAt }) => <span class="together">{moments(writtenAt, at)}</span> },
    { head: 'Reason', show: ({ reason }) => <ReasonBadge reason={reason} /> },
    { head: 'Rules', wide: true, show: ({ rules }) => <div class="rule-names">{rules.join(', ')}</div> },
    { head: 'Came back', numeric: true, show: ({ replays }) => (replays === 0 ? '' : `${count(replays)}×`) },
    {
      head: 'Sent back',
      show: ({ sentBack }) => sentBack && <span class="together">{writtenMoment(sentBack.at)}</span>,
    },
  ];
  return (
    <Table
      caption="Dead letters"
      captionUnseen
      columns={role === 'operator' ? [choiceOf({ letters, chosen, onChoose }), ...facts] : facts}
      rows={letters}
      keyOf={keyOfLetter}
      empty="No dead letter is as asked."
    />
  );
}

function linked({ partition, offset, rawOffset }: LetterRow) {
  return (
    <a href={linkTo('letters', [partition, offset])}>
      {partition}/{rawOffset}
    </a>
  );
}

function choiceOf({ letters, chosen, onChoose }: Omit<LetterTableParts, 'at'>): Column<LetterRow> {
  const all = allChosen(chosen, letters);
  return {
    head: (
      <input
        type="checkbox"
        aria-label="Choose all letters shown"
        checked={all}
        disabled={!letters.some(canBeChosen)}
        onChange={() => onChoose(choose(chosen, letters, !all))}
      />
    ),
    show: (letter) => (
      <input
        type="checkbox"
        aria-label={`Choose ${letter.partition}/${letter.rawOffset}`}
        checked={chosen.has(keyOfLetter(letter))}
        disabled={!canBeChosen(letter)}
        onChange={({ currentTarget }) => onChoose(choose(chosen, [letter], currentTarget.checked))}
      />
    ),
  };
}
