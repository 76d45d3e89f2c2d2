import { describe, expect, it } from '@jest/globals';
import { count } from '../show/format.ts';
import type { ChartLine } from './chart-line.ts';
import { summarise } from './summary.ts';

const line = (name: string, values: ChartLine['values']): ChartLine => ({
  name,
  colour: 'series-blue',
  values,
});

describe('a chart in words', () => {
  it('tells last, least and most of each line', () => {
    expect(summarise('Messages', [line('raw', [null, 4, 1_200, 7]), line('dlq', [0, 0])], count)).toBe(
      'Messages. raw: last 7, least 4, most 1,200. dlq: last 0, least 0, most 0.',
    );
  });

  it('tells what is not known', () => {
    expect(summarise('Lag', [line('loader', [3, null]), line('validator', [null])], count)).toBe(
      'Lag. loader: last not known, least 3, most 3. validator: not known.',
    );
  });
});
