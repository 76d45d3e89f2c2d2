import { expect, test } from '@jest/globals';
import { Registry } from 'prom-client';
import { createMetrics } from './metrics.ts';
import { createWatermark } from './watermark.ts';

test('a watermark is the latest start it was told, in seconds, and never falls', async () => {
  const registry = new Registry();
  const times = new Map([
    ['2023-11-15 14:30:22', 5_000],
    ['2023-11-15 14:30:23', 6_500],
  ]);
  const raise = createWatermark(createMetrics(registry).eventWatermark, 'loaded', (text) => [
    times.get(text)!,
  ]);
  async function shown(): Promise<string | undefined> {
    return /^cdr_event_watermark_timestamp_seconds{stage="loaded"} (.*)$/m.exec(
      await registry.metrics(),
    )?.[1];
  }
  raise('');
  expect(await shown()).toBeUndefined();
  raise('2023-11-15 14:30:23');
  raise('2023-11-15 14:30:22');
  raise('');
  expect(await shown()).toBe('6.5');
});
