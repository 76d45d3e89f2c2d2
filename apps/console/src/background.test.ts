import { eachTurn, until } from '@cdr/testing';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { askAgain, createQuestion, inBackground } from './background.ts';

describe('a question', () => {
  test('has its last answer, with its moment and how long it took', async () => {
    const question = createQuestion(async () => 7);
    expect(question.last()).toEqual({ answer: null, problem: null });
    const before = Date.now();
    await question.ask();
    const { answer, problem } = question.last();
    expect([answer!.value, problem]).toEqual([7, null]);
    expect(answer!.at).toBeGreaterThanOrEqual(before);
  });

  test('that fails keeps the answer that it had, and says why, until there is another', async () => {
    const answers = [async () => 1, () => Promise.reject(new Error('gone')), async () => 3];
    const question = createQuestion(() => answers.shift()!());
    await question.ask();
    await question.ask();
    expect(question.last()).toMatchObject({ answer: { value: 1 }, problem: 'gone' });
    await question.ask();
    expect(question.last()).toMatchObject({ answer: { value: 3 }, problem: null });
  });
});

describe('in the background', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  /** How often something is asked in ten minutes whose answer takes so long. */
  async function askedInTenMinutes(tookMs: number): Promise<number> {
    let asked = 0;
    const stop = new AbortController();
    const background = inBackground(30_000, async () => {
      asked += 1;
      await new Promise((resolve) => setTimeout(resolve, tookMs));
    });
    const running = background.run(stop.signal);
    await jest.advanceTimersByTimeAsync(600_000);
    stop.abort();
    await jest.runAllTimersAsync();
    await running;
    return asked;
  }

  test('what is answered at once is asked again as often as said', async () => {
    expect(await askedInTenMinutes(100)).toBe(20);
  });

  test('what takes long is asked less often: a tenth of the time at most', async () => {
    expect(await askedInTenMinutes(9_000)).toBe(7);
    expect(await askedInTenMinutes(60_000)).toBe(1);
  });
});

test('questions are asked one after the other, and none once it is told to stop', async () => {
  const stop = new AbortController();
  let [underWay, most] = [0, 0];
  const asked: number[] = [];
  const questions = [0, 1, 2, 3].map((n) =>
    createQuestion(async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
      asked.push(n);
      if (n === 2) stop.abort();
    }),
  );
  await askAgain(1_000, questions, stop.signal);
  expect([asked, most]).toEqual([[0, 1, 2], 1]);
});

test('it ends at once when it is told to, however long it would rest', async () => {
  const stop = new AbortController();
  const background = inBackground(3_600_000, async () => 1);
  const running = background.run(stop.signal);
  await until(() => background.last().answer !== null, eachTurn);
  stop.abort();
  await running;
});
