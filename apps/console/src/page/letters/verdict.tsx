import type { LetterRow, LetterView } from '../../api.ts';
import { Notice } from '../parts/notice.tsx';
import { reasons } from '../parts/reasons.ts';
import { TraceLink } from '../parts/trace-link.tsx';
import { writtenMoment } from '../show/written-moment.ts';
import { ReasonBadge } from './reason-badge.tsx';

/** Why a record is dead, what each rule that it breaks asks for, and whether anything is left to do. */
export function Verdict({ of: { row, error, rules, isVoid } }: { of: LetterView }) {
  return (
    <section class="verdict" aria-label="Why it is dead">
      <p>
        <ReasonBadge reason={row.reason} /> {reasons[row.reason].says}
      </p>
      {!isSaidBy(rules, error) && <p>{error}</p>}
      {isVoid && (
        <Notice
          tone="good"
          title="This letter is void: the record was accepted all the same. Nothing is to be done."
        />
      )}
      {row.sentBack !== null && <SentBack {...row.sentBack} />}
      <ul class="rules-asked">
        {rules.map(({ rule, says }) => (
          <li key={rule}>
            <code>{rule}</code> <span class="quiet">{says}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function SentBack({ at, as }: NonNullable<LetterRow['sentBack']>) {
  return (
    <Notice tone="good" title={`The record was sent back to raw at ${writtenMoment(at)} UTC.`}>
      <p>
        In its stead stands <TraceLink {...as} />.
      </p>
    </Notice>
  );
}

// Of quality rules the error is what each of them asks, one after the other.
function isSaidBy(rules: LetterView['rules'], error: string): boolean {
  return rules.map(({ says }) => says).join('; ') === error;
}
