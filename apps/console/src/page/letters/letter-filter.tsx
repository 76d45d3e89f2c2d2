import type { LetterQuery, QualityView } from '../../api.ts';
import { Field } from '../parts/field.tsx';
import { allReasons } from '../parts/reasons.ts';
import { linkTo } from '../routing/route.ts';
import { usePolled } from '../server/use-polled.ts';
import { fromUtcField, toUtcField } from '../show/utc-field.ts';
import { stageNames, stages } from './stages.ts';

/** Which letters are asked for. It goes into the address bar, so that it can be sent to a colleague. */
export function LetterFilter({ query }: { query: LetterQuery }) {
  const { reason, rule, stage, partition, from, to, text } = query;
  return (
    <form
      class="fields letter-filter"
      role="search"
      aria-label="Which letters"
      onSubmit={(event) => {
        event.preventDefault();
        location.hash = linkOf(new FormData(event.currentTarget));
      }}
    >
      <Field label="Reason">
        <select name="reason">
          <Option value="" says="any" chosen={reason ?? ''} />
          {allReasons.map((name) => (
            <Option key={name} value={name} says={name} chosen={reason ?? ''} />
          ))}
        </select>
      </Field>
      <Field label="Rule">
        <input
          name="rule"
          list="known-rules"
          defaultValue={rule ?? ''}
          autocomplete="off"
          spellcheck={false}
        />
      </Field>
      <Field label="Found by">
        <select name="stage">
          <Option value="" says="either worker" chosen={stage ?? ''} />
          {stageNames.map((name) => (
            <Option key={name} value={name} says={stages[name]} chosen={stage ?? ''} />
          ))}
        </select>
      </Field>
      <Field label="Partition">
        <input
          name="partition"
          type="number"
          min={0}
          inputmode="numeric"
          defaultValue={String(partition ?? '')}
        />
      </Field>
      <Field label="Written from" hint="(UTC)">
        <input name="from" type="datetime-local" defaultValue={toUtcField(from)} />
      </Field>
      <Field label="Written before" hint="(UTC)">
        <input name="to" type="datetime-local" defaultValue={toUtcField(to)} />
      </Field>
      <Field label="Text in the record">
        <input name="text" type="search" maxLength={200} defaultValue={text ?? ''} autocomplete="off" />
      </Field>
      <div class="doings">
        <button class="primary">Show</button>
        <a href={linkTo('letters')}>All letters</a>
      </div>
      <KnownRules />
    </form>
  );
}

function Option({ value, says, chosen }: { value: string; says: string; chosen: string }) {
  return (
    <option value={value} selected={value === chosen}>
      {says}
    </option>
  );
}

// Those that letters of the last day name; without an answer the field is typed into as it is.
function KnownRules() {
  const { view } = usePolled<QualityView>('/api/quality?hours=24', null);
  const rules = new Set(view?.reasons.flatMap((reason) => reason.rules.map(({ rule }) => rule)));
  return (
    <datalist id="known-rules">
      {[...rules].map((rule) => (
        <option key={rule} value={rule} />
      ))}
    </datalist>
  );
}

function linkOf(form: FormData): string {
  const said = (name: string) => String(form.get(name) ?? '').trim();
  const words = ['reason', 'rule', 'stage', 'partition'].map((name) => [name, said(name)]);
  return linkTo('letters', [], {
    ...Object.fromEntries(words),
    from: fromUtcField(said('from')),
    to: fromUtcField(said('to')),
    text: String(form.get('text') ?? ''),
  });
}
