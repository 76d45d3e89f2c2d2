import { useMemo } from 'preact/hooks';
import type { CallsPanel } from '../../api.ts';
import { scales } from '../charts/axes.ts';
import type { ChartLine } from '../charts/chart-line.ts';
import { TimeChart } from '../charts/time-chart.tsx';
import { count } from '../show/format.ts';
import { callsByMinute } from './calls-by-minute.ts';

/** A bar for each minute that has calls. */
export function MinuteChart({ panel: { rows } }: { panel: CallsPanel }) {
  const { at, lines } = useMemo(() => {
    const { at, calls } = callsByMinute(rows);
    return { at, lines: [{ name: 'calls', colour: 'series-teal', values: calls }] satisfies ChartLine[] };
  }, [rows]);
  if (at.length === 0) return null;
  return (
    <TimeChart
      title="Calls per minute"
      at={at}
      lines={lines}
      write={count}
      scale={scales.counts}
      group="calls"
      barSeconds={60}
      titleUnseen
      ownTable={false}
    />
  );
}
