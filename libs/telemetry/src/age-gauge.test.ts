import { expect, test } from '@jest/globals';
import { Registry } from 'prom-client';
import { createAgeGauge } from './age-gauge.ts';

function ageAt(start: number) {
  const clock = { now: start };
  const registry = new Registry();
  const options = { name: 'lag_seconds', help: 'Lag.', labelNames: ['partition'], registers: [registry] };
  const age = createAgeGauge(options, () => clock.now);
  async function scrape(): Promise<string[]> {
    return (await registry.metrics()).split('\n').filter((line) => line.startsWith('lag_seconds'));
  }
  return { clock, age, scrape };
}

test('an age grows from scrape to scrape though nobody tells anything', async () => {
  const { clock, age, scrape } = ageAt(5_000);
  age.since({ partition: 3 }, 3_000);
  expect(await scrape()).toEqual(['lag_seconds{partition="3"} 2']);
  clock.now = 65_000;
  expect(await scrape()).toEqual(['lag_seconds{partition="3"} 62']);
});

test('an age of nothing is 0, and so is that of a moment ahead of this clock', async () => {
  const { age, scrape } = ageAt(5_000);
  age.since({ partition: 3 }, null);
  age.since({ partition: 4 }, 9_000);
  expect(await scrape()).toEqual(['lag_seconds{partition="3"} 0', 'lag_seconds{partition="4"} 0']);
});

test('an age that was removed is gone, and stays gone', async () => {
  const { age, scrape } = ageAt(5_000);
  age.since({ partition: 3 }, 1_000);
  await scrape();
  age.remove({ partition: 3 });
  expect(await scrape()).toEqual([]);
});
