import './known-language.ts';
import uPlot from 'uplot';
import { fromZero, momentSteps, type Scale, writeMoment } from './axes.ts';
import type { ChartLine } from './chart-line.ts';
import { alone } from './alone.ts';
import { colourNow } from './colour-now.ts';

export interface PlotKind {
  /** Charts of one group show the same moment under the pointer. */
  group: string;
  scale: Scale;
  /** Layers on each other, each for so many seconds; else lines. */
  barSeconds: number | undefined;
}

// Wide enough for the longest tick, so that charts one under the other line up, and do not move as values grow.
const axisWidth = 62;
const axisHeight = 24;
// The last tick may stand at the very end, with half of what is written there beyond it.
const ticksReach = 20;

export function plotOptions(
  lines: ChartLine[],
  { group, scale, barSeconds }: PlotKind,
  pointsAt: (moment: number | null) => void,
): Omit<uPlot.Options, 'width' | 'height'> {
  return {
    legend: { show: false },
    padding: [8, ticksReach, 0, 0],
    cursor: { y: false, drag: { x: false, y: false }, sync: { key: group }, points: { size: 6 } },
    tzDate: (at) => uPlot.tzDate(new Date(at * 1_000), 'Etc/UTC'),
    scales: {
      x: { range: (_, first, last) => [first ?? 0, (last ?? 1) + (barSeconds ?? 0)] },
      y: { range: fromZero },
    },
    axes: [
      { ...axisLook(), size: axisHeight, incrs: momentSteps, values: (_, splits) => splits.map(writeMoment) },
      {
        ...axisLook(),
        size: axisWidth,
        space: 22,
        values: (_, splits) => splits.map((value) => scale.write(value)),
        incrs: scale.steps,
      },
    ],
    series: [{}, ...lines.map((line) => (barSeconds ? layerLook(line) : lineLook(line)))],
    hooks: { setCursor: [({ cursor }) => pointsAt(cursor.idx ?? null)] },
  };
}

function axisLook(): uPlot.Axis {
  const line = { stroke: (plot: uPlot) => colourNow(plot.root, 'chart-grid'), width: 1 };
  return {
    font: '12px system-ui, sans-serif',
    stroke: (plot) => colourNow(plot.root, 'chart-ticks'),
    grid: line,
    ticks: { ...line, size: 4 },
    gap: 4,
    space: 42,
  };
}

function lineLook({ colour, dashed }: ChartLine): uPlot.Series {
  return {
    stroke: (plot) => colourNow(plot.root, colour),
    width: 1.5,
    ...(dashed && { dash: [5, 4] }),
    points: { show: true, size: 4, filter: ({ data }, series) => alone(data[series]!) },
  };
}

function layerLook({ colour }: ChartLine): uPlot.Series {
  return {
    fill: (plot) => colourNow(plot.root, colour),
    width: 0,
    paths: uPlot.paths.bars!({ size: [0.85], align: 1 }),
    points: { show: false },
  };
}
