import { useMemo } from 'preact/hooks';
import type { HistorySeries, HistoryView } from '../../api.ts';
import { type Scale, scales } from '../charts/axes.ts';
import type { SeriesColour, Write } from '../charts/chart-line.ts';
import { TimeChart } from '../charts/time-chart.tsx';
import type { Polled } from '../server/use-polled.ts';
import { count, duration, rate } from '../show/format.ts';

interface HistoryChart {
  title: string;
  write: Write;
  scale: Scale;
  lines: { series: HistorySeries; name: string; colour: SeriesColour; dashed?: boolean }[];
}

const charts: HistoryChart[] = [
  {
    title: 'Messages per minute',
    write: rate,
    scale: scales.counts,
    lines: [
      { series: 'rawPerMinute', name: 'raw', colour: 'series-blue' },
      { series: 'cleanPerMinute', name: 'clean', colour: 'series-teal', dashed: true },
      { series: 'dlqPerMinute', name: 'dlq', colour: 'series-red' },
    ],
  },
  {
    title: 'Lag in records',
    write: count,
    scale: scales.counts,
    lines: [
      { series: 'validatorLag', name: 'validator', colour: 'series-violet', dashed: true },
      { series: 'loaderLag', name: 'loader', colour: 'series-amber' },
    ],
  },
  {
    title: 'Lag in time',
    write: duration,
    scale: scales.seconds,
    lines: [
      { series: 'validatorLagSeconds', name: 'validator', colour: 'series-violet', dashed: true },
      { series: 'loaderLagSeconds', name: 'loader', colour: 'series-amber' },
    ],
  },
  {
    title: 'Validation latency, average',
    write: duration,
    scale: scales.seconds,
    lines: [{ series: 'validationSeconds', name: 'validator', colour: 'series-violet' }],
  },
  {
    title: 'End to end latency, average',
    write: duration,
    scale: scales.seconds,
    lines: [{ series: 'endToEndSeconds', name: 'source to table', colour: 'series-blue' }],
  },
  {
    title: 'Warehouse rows per second',
    write: rate,
    scale: scales.counts,
    lines: [{ series: 'rowsPerSecond', name: 'rows', colour: 'series-teal' }],
  },
];

const nothingYet: HistoryView = {
  at: [],
  series: {
    rawPerMinute: [],
    cleanPerMinute: [],
    dlqPerMinute: [],
    rowsPerSecond: [],
    validatorLag: [],
    loaderLag: [],
    validatorLagSeconds: [],
    loaderLagSeconds: [],
    validationSeconds: [],
    endToEndSeconds: [],
  },
};

/** The last hour, a chart for each kind of figure. They stand there empty until the first answer. */
export function HistoryCharts({ history }: { history: Polled<HistoryView> }) {
  const view = history.view ?? nothingYet;
  return (
    <section aria-labelledby="last-hour">
      <h2 id="last-hour">
        The last hour
        {history.trouble && <small class="bad"> {history.trouble.problem}</small>}
      </h2>
      <div class="charts">
        {charts.map((chart) => (
          <OneOfHistory key={chart.title} chart={chart} view={view} />
        ))}
      </div>
    </section>
  );
}

function OneOfHistory({ chart, view }: { chart: HistoryChart; view: HistoryView }) {
  // The page is drawn anew every two seconds, the charts only when there is more to draw.
  const lines = useMemo(
    () => chart.lines.map(({ series, ...line }) => ({ ...line, values: view.series[series] })),
    [view],
  );
  return <TimeChart {...chart} at={view.at} lines={lines} group="history" />;
}
