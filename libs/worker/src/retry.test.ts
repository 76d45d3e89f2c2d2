import { describe, expect, test } from '@jest/globals';
import { createHealth, createMetrics, type Health, type Log, Registry } from '@cdr/telemetry';
import { retryForever } from './retry.ts';
import { createTrouble } from './trouble.ts';

const broken = new Error('connection refused');
const delays = { baseMs: 1, capMs: 1 };

function witness() {
  const seen: string[] = [];
  function line(_fields: object, message: string) {
    seen.push(message);
  }
  const registry = new Registry();
  const log: Log = { debug: line, info: line, warn: line, error: line };
  const health: Health = {
    ...createHealth({ stallAfterMs: 60_000, now: Date.now }),
    notReady: (part, why) => void seen.push(`not ready: ${part} ${why}`),
    ready: (part) => void seen.push(`ready: ${part}`),
  };
  return { seen, trouble: createTrouble('Kafka', { log, health, metrics: createMetrics(registry) }) };
}

function failingTimes(times: number, error: Error = broken) {
  let left = times;
  return async function attempt() {
    left -= 1;
    if (left >= 0) throw error;
    return 'done';
  };
}

const outage = [
  'not ready: Kafka does not work (connection refused)',
  'Kafka does not work; trying again until it does',
];
const recovery = ['ready: Kafka', 'Kafka works again'];

describe('retrying', () => {
  const signal = new AbortController().signal;

  test('goes on until it works and tells the trouble once', async () => {
    const { seen, trouble } = witness();
    let retries = 0;
    const result = await retryForever(trouble, failingTimes(20), {
      isRetriable: () => true,
      onRetry: () => (retries += 1),
      signal,
      delays,
    });
    expect({ result, retries }).toEqual({ result: 'done', retries: 20 });
    expect(seen).toEqual([...outage, ...recovery]);
  });

  test('says nothing when nothing fails', async () => {
    const { seen, trouble } = witness();
    await retryForever(trouble, failingTimes(0), { isRetriable: () => true, signal, delays });
    expect(seen).toEqual([]);
  });

  test('tells the outage of a part once for all who use it', async () => {
    const { seen, trouble } = witness();
    const options = { isRetriable: () => true, signal, delays };
    await Promise.all([1, 5, 9].map((times) => retryForever(trouble, failingTimes(times), options)));
    expect(seen).toEqual([...outage, ...recovery]);
  });

  test('leaves an error that does not pass by itself to the caller', async () => {
    const { trouble } = witness();
    const options = { isRetriable: (error: unknown) => error !== broken, signal, delays };
    await expect(retryForever(trouble, failingTimes(1), options)).rejects.toBe(broken);
  });

  test('ends without a word when the signal has cut the attempt', async () => {
    const { seen, trouble } = witness();
    const stop = new AbortController();
    async function attempt(): Promise<never> {
      stop.abort();
      throw broken;
    }
    const cut = retryForever(trouble, attempt, { isRetriable: () => true, signal: stop.signal, delays });
    expect(await cut.catch((error: unknown) => error)).toBe(stop.signal.reason);
    expect(seen).toEqual([]);
  });

  test('ends with the reason of the signal', async () => {
    const { seen, trouble } = witness();
    const stop = new AbortController();
    const forever = retryForever(trouble, failingTimes(Infinity), {
      isRetriable: () => true,
      onRetry: () => stop.abort(),
      signal: stop.signal,
      delays,
    });
    expect(await forever.catch((error: unknown) => error)).toBe(stop.signal.reason);
    expect(seen).toEqual(outage);
  });
});
