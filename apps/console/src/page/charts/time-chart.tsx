import { useMemo, useState } from 'preact/hooks';
import { moment } from '../show/format.ts';
import type { Scale } from './axes.ts';
import type { ChartLine, Write } from './chart-line.ts';
import { ChartTable } from './chart-table.tsx';
import { Legend } from './legend.tsx';
import { plotOptions } from './plot-options.ts';
import { stack } from './stack.ts';
import { summarise } from './summary.ts';
import { usePlot } from './use-plot.ts';

interface TimeChartParts {
  title: string;
  /** Some heading beside says the same. */
  titleUnseen?: boolean;
  /** Epoch s. */
  at: number[];
  lines: ChartLine[];
  /** How values are written in the legend, in words and in the table. */
  write: Write;
  scale: Scale;
  /** Charts of one group show the same moment under the pointer. */
  group: string;
  /** Stacks the lines as bars, each for so many seconds from its moment on. */
  barSeconds?: number;
  /** False where a table of the same figures stands beside it. */
  ownTable?: boolean;
}

/** Values over time: as a picture, with the ones under the pointer beside it, in words, and as a table. */
export function TimeChart(parts: TimeChartParts) {
  const { title, titleUnseen = false, at, lines, write, scale, group, barSeconds, ownTable = true } = parts;
  const [pointed, setPointed] = useState<number | null>(null);
  const data = useMemo(() => {
    const values = lines.map((line) => line.values);
    // The whole stack is drawn first, and then what lies below over it.
    return [at, ...(barSeconds ? stack(values).toReversed() : values)] as [number[], ...(number | null)[][]];
  }, [at, lines, barSeconds]);
  const drawn = barSeconds ? lines.toReversed() : lines;
  const kind = [barSeconds, ...lines.map(({ name }) => name)].join();
  const place = usePlot(() => plotOptions(drawn, { group, scale, barSeconds }, setPointed), data, kind);
  const shown = pointed !== null && pointed < at.length ? pointed : at.length - 1;

  return (
    <figure class="time-chart">
      <figcaption>
        <span class={titleUnseen ? 'unseen' : 'chart-title'}>{title}</span>
        <span class="chart-moment">{pointed !== null && moment((at[shown] ?? 0) * 1_000)}</span>
      </figcaption>
      <Legend lines={lines} shown={shown} write={write} />
      <div class="chart-place" ref={place} role="img" aria-label={summarise(title, lines, write)} />
      {ownTable && <ChartTable title={title} at={at} lines={lines} write={write} />}
    </figure>
  );
}
