import { describe, expect, test } from '@jest/globals';
import { root } from './root.ts';
import type { ProfileName } from './profile.ts';
import { runSimulator } from './run-simulator.ts';

const minutes = 60_000;

describe('the production workers over twins of the parts', () => {
  test.each<[ProfileName, number, string]>([
    ['validators', 600, 'crashes, zombies, lost, late and repeated sends, and reset positions of the group'],
    ['deploys', 300, 'the same while each deploy brings other rules'],
    ['phantoms', 200, 'two owners under other rules, who never hear of each other'],
    ['expiry', 150, 'the same while raw loses what is judged'],
    ['chain', 50, 'the same with loaders, whose commits get lost, or land when nobody waits for them'],
    ['replays', 30, 'sends that often land twice, and loaders that often die'],
    ['race', 30, 'loaders of two partitions with the same calls, and of one'],
  ])(
    'lose, double and misjudge nothing in %s: %i runs of %s',
    async (profile, runs) => {
      const { bad, runs: done, first } = await runSimulator(root, { profile, runs, withinMs: 4 * minutes });
      expect({ bad, done, first }).toEqual({ bad: 0, done: runs, first: null });
    },
    5 * minutes,
  );

  test(
    'go the same way by the same seed, and another way by another',
    async () => {
      const [once, again, other] = await Promise.all(
        [7, 7, 8].map((seed) =>
          runSimulator(root, { profile: 'chain', runs: 2, seed, trace: true, withinMs: minutes }),
        ),
      );
      expect(again!.digest).toBe(once!.digest);
      expect(other!.digest).not.toBe(once!.digest);
    },
    2 * minutes,
  );
});
