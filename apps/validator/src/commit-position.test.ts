import { describe, expect, test } from '@jest/globals';
import { createPositionCommitter } from './commit-position.ts';

function bench(answers: boolean[] = []) {
  const commits: number[] = [];
  const clock = { now: 0 };
  const commit = createPositionCommitter(
    3,
    {
      commit: async ([position]) => {
        expect(position!.partition).toBe(3);
        commits.push(position!.offset);
        return answers.shift() ?? true;
      },
    },
    () => clock.now,
  );
  return { commits, clock, commit };
}

describe('the position of a partition', () => {
  test('is committed once a second while there is a backlog', async () => {
    const { commits, clock, commit } = bench();
    for (clock.now = 0; clock.now < 2_500; clock.now += 100) {
      await commit({ nextOffset: clock.now + 1, endOffset: 1e6 });
    }
    expect(commits).toEqual([1, 1_001, 2_001]);
  });

  test('is committed at once when the end is reached, and not again while nothing arrives', async () => {
    const { commits, commit } = bench();
    await commit({ nextOffset: 1, endOffset: 2 });
    await commit({ nextOffset: 2, endOffset: 2 });
    await commit({ nextOffset: 2, endOffset: 2 });
    expect(commits).toEqual([1, 2]);
  });

  test('is committed again when the group did not take it', async () => {
    const { commits, commit } = bench([false, true]);
    for (const _ of [1, 2, 3]) await commit({ nextOffset: 5, endOffset: 5 });
    expect(commits).toEqual([5, 5]);
  });

  test('has one commit in flight', async () => {
    const { commits, commit } = bench();
    const first = commit({ nextOffset: 1, endOffset: 1 });
    await commit({ nextOffset: 2, endOffset: 2 });
    await first;
    await commit({ nextOffset: 3, endOffset: 3 });
    expect(commits).toEqual([1, 3]);
  });
});
