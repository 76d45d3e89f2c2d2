import { useMemo } from 'preact/hooks';
import type { QualityView } from '../../api.ts';
import { scales } from '../charts/axes.ts';
import { TimeChart } from '../charts/time-chart.tsx';
import { allReasons, reasons } from '../parts/reasons.ts';
import { count, duration } from '../show/format.ts';

/** Dead letters over time, each reason a layer. */
export function Timeline({ quality: { timeline } }: { quality: QualityView }) {
  const { at, series, everySeconds } = timeline;
  const lines = useMemo(
    () =>
      allReasons
        .filter((reason) => series[reason])
        .map((reason) => ({ name: reason, colour: reasons[reason].colour, values: series[reason] ?? [] })),
    [timeline],
  );
  if (lines.length === 0) return null;
  return (
    <TimeChart
      title={`Dead letters per ${everySeconds === 60 ? 'minute' : duration(everySeconds)}`}
      at={at}
      lines={lines}
      write={count}
      scale={scales.counts}
      group="quality"
      barSeconds={everySeconds}
    />
  );
}
