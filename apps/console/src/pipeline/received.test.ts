import { eachTurn, until } from '@cdr/testing';
import { expect, test } from '@jest/globals';
import { createConsoleKafka, topics } from '../memory-kafka.fixture.ts';
import { createReceived } from './received.ts';

const hourMs = 3_600_000;

test('what came in each span is counted by Kafka’s index of times, and is not known before', async () => {
  const { kafka, clock, log } = createConsoleKafka(2);
  const ages = [30, 20, 2, 0.5, 0.1].map((hours) => hours * hourMs);
  const now = Date.now();
  ages.forEach((ageMs, n) => {
    clock.now = now - ageMs;
    log('raw', n % 2).append([{ key: null, value: 'x' }]);
  });
  const stop = new AbortController();
  const received = createReceived(kafka, topics.raw, [1, 24]);
  expect([received.of(1), received.of(24)]).toEqual([null, null]);
  const running = received.run(stop.signal);
  await until(() => received.of(1) !== null, eachTurn);
  expect([received.of(1), received.of(24), received.of(168)]).toEqual([2, 4, null]);
  stop.abort();
  await running;
});
