import type { CallRecord } from '@cdr/call-record';
import { Field } from '../parts/field.tsx';
import { linkTo } from '../routing/route.ts';
import { fromUtcField, toUtcField } from '../show/utc-field.ts';
import type { Browsed } from './browsed.ts';

/** Fields to choose from; others, as of clean, can be typed. */
const fields: (keyof CallRecord)[] = [
  'caller_id',
  'receiver_id',
  'caller_name',
  'receiver_name',
  'start_datetime',
  'network_provider',
  'call_id',
  'call_status',
  'cell_id',
];

export function BrowseForm({ topic, browsed }: { topic: string; browsed: Browsed }) {
  const { partition, offset, time, field, value } = browsed;
  return (
    <form
      class="fields browse-form"
      role="search"
      aria-label="Which records"
      onSubmit={(event) => {
        event.preventDefault();
        location.hash = linkTo('topics', [topic], queryOf(new FormData(event.currentTarget)));
      }}
    >
      <Field label="Partition">
        <input
          name="partition"
          type="number"
          min={0}
          inputmode="numeric"
          required
          defaultValue={String(partition)}
        />
      </Field>
      <Field label="From offset" hint="(empty: the newest)">
        <input name="offset" type="number" min={0} inputmode="numeric" defaultValue={String(offset ?? '')} />
      </Field>
      <Field label="or from time" hint="(UTC)">
        <input name="time" type="datetime-local" defaultValue={toUtcField(time)} />
      </Field>
      <Field label="Only where field">
        <input
          name="field"
          list="record-fields"
          defaultValue={field ?? ''}
          autocomplete="off"
          spellcheck={false}
        />
      </Field>
      <Field label="is exactly">
        <input
          name="value"
          maxLength={300}
          defaultValue={value ?? ''}
          autocomplete="off"
          spellcheck={false}
        />
      </Field>
      <div class="doings">
        <button class="primary">Show</button>
      </div>
      <datalist id="record-fields">
        {fields.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </form>
  );
}

// An offset says more exactly where to begin than a time does.
function queryOf(form: FormData): Record<string, string | number | undefined> {
  const said = (name: string) => String(form.get(name) ?? '').trim();
  return {
    partition: said('partition'),
    offset: said('offset'),
    time: said('offset') === '' ? fromUtcField(said('time')) : undefined,
    field: said('field'),
    value: said('field') === '' ? undefined : said('value'),
  };
}
