import type { ChartLine, Write } from './chart-line.ts';

interface LegendParts {
  lines: ChartLine[];
  /** The moment whose values stand beside the names. */
  shown: number;
  write: Write;
}

export function Legend({ lines, shown, write }: LegendParts) {
  return (
    <ul class="legend">
      {lines.map(({ name, colour, dashed, values }) => (
        <li key={name}>
          <Swatch colour={colour} dashed={dashed} /> {name} <b>{write(values[shown] ?? null)}</b>
        </li>
      ))}
    </ul>
  );
}

/** A piece of the line, as it is drawn. */
export function Swatch({ colour, dashed = false }: { colour: string; dashed?: boolean | undefined }) {
  return (
    <svg class={colour} viewBox="0 0 16 8" width="16" height="8" aria-hidden="true">
      <path
        d="M0 4h16"
        stroke="currentColor"
        stroke-width="3"
        stroke-dasharray={dashed ? '4 2' : undefined}
      />
    </svg>
  );
}
