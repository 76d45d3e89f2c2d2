import { describe, expect, it } from '@jest/globals';
import type { Answer } from './ask.ts';
import { startPoll } from './poll.ts';

/** A console whose answers and timers the test lets go one by one. */
function createBench(everyMs: number | null) {
  const asked: ((answer: Answer<number>) => void)[] = [];
  const waiting: { ms: number; then: () => void }[] = [];
  const heard: Answer<number>[] = [];
  const stop = startPoll<number>({
    look: () => new Promise((resolve) => asked.push(resolve)),
    everyMs,
    heard: (answer) => heard.push(answer),
    wait(ms, then) {
      const entry = { ms, then };
      waiting.push(entry);
      return () => void waiting.splice(waiting.indexOf(entry), 1);
    },
  });
  const answer = async (view: number) => {
    asked.at(-1)!({ kind: 'told', view });
    await Promise.resolve();
    await Promise.resolve();
  };
  return { asked, waiting, heard, stop, answer };
}

describe('a poll', () => {
  it('asks at once, and again only after the answer and a wait', async () => {
    const bench = createBench(2_000);
    expect(bench.asked).toHaveLength(1);
    expect(bench.waiting).toHaveLength(0);
    await bench.answer(1);
    expect(bench.heard).toEqual([{ kind: 'told', view: 1 }]);
    expect(bench.waiting).toMatchObject([{ ms: 2_000 }]);
    bench.waiting[0]!.then();
    expect(bench.asked).toHaveLength(2);
  });

  it('asks once when told so', async () => {
    const bench = createBench(null);
    await bench.answer(1);
    expect(bench.waiting).toHaveLength(0);
  });

  it('hears nothing that comes after it was stopped', async () => {
    const bench = createBench(2_000);
    bench.stop();
    await bench.answer(1);
    expect(bench.heard).toEqual([]);
    expect(bench.waiting).toHaveLength(0);
  });

  it('does not ask again once stopped while it waits', async () => {
    const bench = createBench(2_000);
    await bench.answer(1);
    bench.stop();
    expect(bench.waiting).toHaveLength(0);
  });
});
