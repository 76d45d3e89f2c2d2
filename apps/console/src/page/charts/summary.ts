import type { ChartLine, Write } from './chart-line.ts';

/** What a chart shows, in words, for whoever does not see it. */
export function summarise(title: string, lines: ChartLine[], write: Write): string {
  return [`${title}.`, ...lines.map((line) => `${line.name}: ${inWords(line.values, write)}.`)].join(' ');
}

function inWords(values: (number | null)[], write: Write): string {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return 'not known';
  const last = values.at(-1) ?? null;
  return `last ${last === null ? 'not known' : write(last)}, least ${write(Math.min(...known))}, most ${write(Math.max(...known))}`;
}
