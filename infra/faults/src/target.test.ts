import { expect, test } from '@jest/globals';
import { inflict } from './target.ts';

const { signal } = new AbortController();

/** A part that ends when it is told to, and does not start again. */
const part = {
  pid: () => process.pid,
  gone: () => Promise.resolve(),
  stop: () => Promise.resolve(),
  start: () => Promise.reject(new Error('Kafka did not start: no answer within 30 s')),
};

test('a fault whose target does not come back is told, so that the run still comes to its report', async () => {
  expect(await inflict({ kind: 'restart', seconds: 0 }, part, signal)).toBe(
    'Kafka did not start: no answer within 30 s',
  );
  expect(await inflict({ kind: 'restart', seconds: 0 }, { ...part, start: part.stop }, signal)).toBeNull();
});
