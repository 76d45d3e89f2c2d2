import { useState } from 'preact/hooks';
import { Field } from '../parts/field.tsx';
import { linkTo } from '../routing/route.ts';
import { useSession } from '../session/session.ts';
import { type Sought, type Way, wayNames, ways } from './sought.ts';

export function TraceForm({ sought }: { sought: Sought | null }) {
  const { role } = useSession();
  const choices = wayNames.filter((name) => role === 'operator' || !ways[name].operatorsOnly);
  const [way, setWay] = useState<Way>(sought?.way ?? 'call');
  return (
    <form
      class="fields trace-form"
      role="search"
      aria-label="Which record"
      onSubmit={(event) => {
        event.preventDefault();
        const given = String(new FormData(event.currentTarget).get('given')).trim();
        location.hash = linkTo('trace', [], { [way]: given });
      }}
    >
      <Field label="Look for">
        <select
          value={way}
          onChange={({ currentTarget }) =>
            setWay(wayNames.find((name) => name === currentTarget.value) ?? 'call')
          }
        >
          {choices.map((name) => (
            <option key={name} value={name}>
              {ways[name].name}
            </option>
          ))}
        </select>
      </Field>
      <Field label={ways[way].name} hint={`(${ways[way].hint})`}>
        <input
          name="given"
          required
          maxLength={64}
          defaultValue={sought?.given ?? ''}
          autocomplete="off"
          spellcheck={false}
        />
      </Field>
      <div class="doings">
        <button class="primary">Trace</button>
      </div>
    </form>
  );
}
