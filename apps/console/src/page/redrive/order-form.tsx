import type { LetterQuery, RedriveOrder } from '../../api.ts';
import { askedWords } from '../letters/asked-words.ts';
import { type Chosen, chosenPlaces } from '../letters/chosen.ts';
import { Field } from '../parts/field.tsx';
import { plural } from '../show/plural.ts';
import { Refused } from './refused.tsx';
import type { Redrive } from './use-redrive.ts';

interface OrderFormParts {
  redrive: Redrive;
  query: LetterQuery;
  chosen: Chosen;
  onClose: () => void;
}

/** Says which letters, and how many at what pace. Sends nothing: it asks what would be sent. */
export function OrderForm({ redrive, query, chosen, onClose }: OrderFormParts) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void redrive.look(orderOf(new FormData(event.currentTarget), query, chosen));
      }}
    >
      <h2>Send back to raw</h2>
      <p class="says">
        The records go to raw again and are judged anew: what is good now is loaded, what is not becomes a new
        letter. First you are shown what would be sent.
      </p>
      <fieldset key={String(chosen.size > 0)}>
        <legend class="unseen">Which letters</legend>
        {chosen.size > 0 && (
          <label class="tick">
            <input type="radio" name="which" value="chosen" defaultChecked />
            The {plural(chosen.size, 'letter')} chosen below
          </label>
        )}
        {query.text === undefined ? (
          <label class="tick">
            <input type="radio" name="which" value="asked" defaultChecked={chosen.size === 0} />
            {wordsOfAll(query)}
          </label>
        ) : (
          <p class="says">
            Letters that were found by a text can only be sent back when they are chosen by hand.
          </p>
        )}
      </fieldset>
      <div class="fields">
        <Field label="At most" hint="records">
          <input name="limit" type="number" min={1} inputmode="numeric" />
        </Field>
        <Field label="At most" hint="a second">
          <input name="rate" type="number" min={1} inputmode="numeric" />
        </Field>
      </div>
      <p class="doings">
        <button class="primary" disabled={redrive.asking || (query.text !== undefined && chosen.size === 0)}>
          Show what would be sent
        </button>
        <button type="button" onClick={onClose}>
          Close
        </button>
        <Refused by={redrive} />
      </p>
    </form>
  );
}

function wordsOfAll(query: LetterQuery): string {
  const words = askedWords(query);
  return words === 'all letters' ? 'All letters, as no filter is set' : `All ${words}`;
}

// Without the text: a redrive does not look for one.
function orderOf(form: FormData, { text: _, ...query }: LetterQuery, chosen: Chosen): RedriveOrder {
  const [limit, rate] = [Number(form.get('limit')), Number(form.get('rate'))];
  return {
    query,
    ...(form.get('which') === 'chosen' && { chosen: chosenPlaces(chosen) }),
    ...(limit > 0 && { limit }),
    ...(rate > 0 && { rate }),
  };
}
