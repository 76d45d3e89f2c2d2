import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Gauge, Histogram, Registry } from 'prom-client';
import { histogramOf, readMetrics } from './read-metrics.ts';

const registers = () => [new Registry()] as [Registry];

describe('what prom-client writes is read as it was set', () => {
  test('whatever text a label holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.string(), async (one, other) => {
        const [registry] = registers();
        const gauge = new Gauge({
          name: 'g',
          help: 'h',
          labelNames: ['one', 'other'],
          registers: [registry],
        });
        gauge.set({ one, other }, 7);
        expect(readMetrics(await registry.metrics())).toEqual([
          { name: 'g', labels: { one, other }, value: 7 },
        ]);
      }),
      { numRuns: 50 },
    );
  });

  test('whatever the number', async () => {
    await fc.assert(
      fc.asyncProperty(fc.double(), async (value) => {
        const [registry] = registers();
        new Gauge({ name: 'g', help: 'h', registers: [registry] }).set(value);
        const [sample] = readMetrics(await registry.metrics());
        expect(sample!.value === value || (Number.isNaN(value) && Number.isNaN(sample!.value))).toBe(true);
      }),
    );
  });
});

test('a histogram is read with its buckets in order, the last without a bound', async () => {
  const [registry] = registers();
  const histogram = new Histogram({ name: 'h', help: 'h', buckets: [0.5, 2], registers: [registry] });
  for (const value of [0.1, 1, 1, 9]) histogram.observe(value);
  expect(histogramOf(readMetrics(await registry.metrics()), 'h')).toEqual({
    buckets: [
      { bound: 0.5, count: 1 },
      { bound: 2, count: 3 },
      { bound: Number.POSITIVE_INFINITY, count: 4 },
    ],
    sum: 11.1,
  });
});

test('there is no histogram where there is none of its name', async () => {
  const [registry] = registers();
  new Histogram({ name: 'other', help: 'h', registers: [registry] });
  expect(histogramOf(readMetrics(await registry.metrics()), 'h')).toBeNull();
  expect(readMetrics('<html>\n<p class="a">no metrics</p>\n</html>\n# HELP x y\n')).toEqual([]);
});
