/** One line of a chart, or one layer of a stack. */
export interface ChartLine {
  name: string;
  colour: SeriesColour;
  /** One for each moment of the chart, null where none is known. */
  values: (number | null)[];
  /** Dashes tell lines apart without colour. */
  dashed?: boolean;
}

/** Classes of style/charts.css: a canvas follows no theme, so each draw asks what they are now. */
export type SeriesColour = `series-${'blue' | 'teal' | 'red' | 'violet' | 'amber' | 'grey' | 'pink'}`;

/** How a value is written: as in format.ts. */
export type Write = (value: number | null) => string;
