import { afterEach, expect, jest, test } from '@jest/globals';
import { runCheck } from './check.ts';

afterEach(() => void jest.useRealTimers());

const what = { part: 'bucket', where: 'b at http://h' };
const found = { tells: 'is there', version: null };

test('a check gives what it found, with the time it took', async () => {
  const result = await runCheck({ ...what, run: async () => found });
  expect(result).toEqual({ ...what, milliseconds: expect.any(Number), found, problem: null });
});

test('a check that fails says why, and throws nothing', async () => {
  const run = () => Promise.reject(new Error('the reason; what to do'));
  expect(await runCheck({ ...what, run })).toMatchObject({ found: null, problem: 'the reason; what to do' });
});

test('a check that never ends has failed after 12 s, and is cut', async () => {
  jest.useFakeTimers();
  let signal: AbortSignal | undefined;
  const result = runCheck({ ...what, run: (cut) => new Promise<never>(() => void (signal = cut)) });
  await jest.advanceTimersByTimeAsync(11_999);
  expect(signal!.aborted).toBe(false);
  await jest.advanceTimersByTimeAsync(1);
  expect(await result).toMatchObject({ found: null, problem: 'no answer within 12 s', milliseconds: 12_000 });
  expect(signal!.aborted).toBe(true);
});

test('a check that waits for another has only its own time to answer for', async () => {
  jest.useFakeTimers();
  const after = new Promise((resolve) => setTimeout(resolve, 11_000));
  const result = runCheck({ ...what, after, run: async () => found });
  await jest.advanceTimersByTimeAsync(11_000);
  expect(await result).toMatchObject({ found, milliseconds: 0 });
});
