import { linkTo, type Route } from '../routing/route.ts';

interface ChoiceParts {
  label: string;
  /** Names of the query's parameter, its values, and what they are called. */
  parameter: string;
  options: { value: string; name: string }[];
  chosen: string;
  route: Route;
}

/** One of a few, kept in the address, so that it can be sent to somebody. */
export function Choice({ label, parameter, options, chosen, route }: ChoiceParts) {
  return (
    <nav class="choice" aria-label={label}>
      {options.map(({ value, name }) => (
        <a
          key={value}
          href={linkTo(route.page, route.parts, { ...Object.fromEntries(route.query), [parameter]: value })}
          aria-current={value === chosen ? 'true' : undefined}
        >
          {name}
        </a>
      ))}
    </nav>
  );
}
