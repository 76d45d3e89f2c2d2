import { expect, test } from '@jest/globals';
import { pause } from './pause.ts';

test('a pause lasts its time', async () => {
  const begin = performance.now();
  await pause(20, new AbortController().signal);
  expect(performance.now() - begin).toBeGreaterThan(18);
});

test('a pause ends when the signal aborts, before or during it', async () => {
  const stop = new AbortController();
  const pausing = pause(3_600_000, stop.signal);
  stop.abort();
  await pausing;
  await pause(3_600_000, stop.signal);
});
